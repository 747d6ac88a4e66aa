#include "audit/formats/web_url.h"

#include <cstddef>

namespace caveat::audit {

bool is_web_url(std::string_view url) {
  constexpr std::string_view kHttp = "http";
  for (std::size_t i = 0; i < kHttp.size(); ++i) {
    if (i >= url.size() || (url[i] | 0x20) != kHttp[i]) return false;
  }
  url.remove_prefix(kHttp.size());
  if (url.starts_with('s') || url.starts_with('S')) url.remove_prefix(1);
  return url.starts_with("://");
}

}  // namespace caveat::audit
