#include "filter/cacheability.h"

#include <array>
#include <string>
#include <vector>

#include "filter/field_list.h"
#include "html/ascii.h"

namespace caveat::filter {
namespace {

/// Directives that speak to shared caches only, or that `private` without field names replaces.
constexpr std::array<std::string_view, 4> kSharedDirectives = {"public", "s-maxage", "proxy-revalidate",
                                                               "private"};

/// Fields that tell a surrogate or a CDN to keep a response whatever Cache-Control says.
constexpr std::array<std::string_view, 6> kSurrogateFields = {
    "Surrogate-Control",    "X-Accel-Expires",           "Edge-Control",
    "Akamai-Cache-Control", "X-LiteSpeed-Cache-Control", "Age"};

/// RFC 9213, 3.1: "CDN-Cache-Control", and each vendor's own in front of it.
bool is_targeted_cache_control(std::string_view name) {
  constexpr std::string_view kTargeted = "cdn-cache-control";
  return name.size() >= kTargeted.size() &&
         html::equal_ignoring_ascii_case(name.substr(name.size() - kTargeted.size()), kTargeted);
}

bool is_shared_directive(std::string_view directive) {
  const std::string_view name = trim_ows(directive.substr(0, directive.find('=')));
  for (const std::string_view shared : kSharedDirectives) {
    if (html::equal_ignoring_ascii_case(name, shared)) return true;
  }
  return false;
}

std::string private_cache_control(std::string_view cache_control) {
  std::string directives = "private";
  for (const std::string_view directive : list_members(cache_control)) {
    if (is_shared_directive(directive)) continue;
    directives += ", ";
    directives += directive;
  }
  return directives;
}

}  // namespace

void make_private(FieldLines& fields) {
  fields.set("Cache-Control", private_cache_control(fields.combined("Cache-Control")));
  for (const std::string_view name : kSurrogateFields) fields.remove(name);

  std::vector<std::string> targeted;
  for (const FieldLine& line : fields) {
    if (is_targeted_cache_control(line.name)) targeted.emplace_back(line.name);
  }
  for (const std::string& name : targeted) fields.remove(name);
}

}  // namespace caveat::filter
