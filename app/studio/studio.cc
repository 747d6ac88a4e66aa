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

const RulesConfiguration* Studio::rules_of_site(std::string_view name) const {
  if (!configuration) return nullptr;
  const auto& sites = configuration->server.sites;
  for (std::size_t i = 0; i < sites.size(); ++i) {
    if (sites[i].name == name) return configuration->rules[i].get();
  }
  return nullptr;
}

std::vector<std::string> Studio::sites_with(const RulesConfiguration& served) const {
  std::vector<std::string> names;
  for (const proxy::SiteOptions& site : configuration->server.sites) {
    if (rules_of_site(site.name) == &served) names.push_back(site.name);
  }
  return names;
}

studio::ApiError busy() {
  return {503, "busy", "Something else that takes long is under way; ask again in a moment."};
}

}  // namespace caveat::app
