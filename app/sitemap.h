// The pages that a site says it has (sitemaps.org, protocol 0.9).
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace caveat::app {

struct Sitemap {
  std::vector<std::string> urls;
  bool is_index = false;  ///< `urls` are of other sitemaps
};

/// XML, also gzip, of at most 50 MiB as the protocol says; or a list of URLs, one a line. nullopt if it is
/// none of them.
std::optional<Sitemap> parse_sitemap(std::string_view bytes);

}  // namespace caveat::app
