#include "app/studio/studio.h"

namespace caveat::app {

namespace fs = std::filesystem;

const RulesConfiguration* Studio::served_rules() const {
  if (!configuration) return nullptr;
  for (const auto& one : configuration->rules) {
    std::error_code error;
    if (fs::equivalent(one->path, rules.root(), error) && !error) return one.get();
  }
  return configuration->rules.front().get();
}

studio::ApiError busy() {
  return {503, "busy", "Something else that takes long is under way; ask again in a moment."};
}

}  // namespace caveat::app
