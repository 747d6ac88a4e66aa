#include "audit/journal/proof_path.h"

#include <boost/json/value.hpp>

namespace caveat::audit {

namespace json = boost::json;

void add_path(rules::JsonText& json, std::string_view key, const std::vector<Hash>& path) {
  json.begin_list(key);
  for (const Hash& hash : path) json.text({}, base64(hash));
  json.end_list();
}

std::optional<std::vector<Hash>> read_path(const json::value* value, std::size_t most) {
  const json::array* steps = value != nullptr ? value->if_array() : nullptr;
  if (steps == nullptr || steps->size() > most) return std::nullopt;
  std::vector<Hash> path;
  for (const json::value& step : *steps) {
    const auto hash = step.is_string() ? hash_from_base64(std::string_view(step.get_string())) : std::nullopt;
    if (!hash) return std::nullopt;
    path.push_back(*hash);
  }
  return path;
}

}  // namespace caveat::audit
