// Which of the sites a host belongs to.
#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>

#include "proxy/site_options.h"

namespace caveat::proxy {

/// Immutable. A host that is named exactly comes before `*.`, a longer `*.` before a shorter one, and both
/// before `*` and a site without hosts. Of two sites that name the same, the first has it.
class SiteTable {
 public:
  explicit SiteTable(std::span<const SiteOptions> sites);

  /// The place of the site in the list; `host` as `canonical_site` gives it, empty if the request named none.
  std::optional<std::size_t> find(std::string_view host) const;

 private:
  struct Hash : std::hash<std::string_view> {
    using is_transparent = void;
  };

  /// By `SitePattern::name`: a host, what hosts end in with its dot, or nothing for any.
  std::unordered_map<std::string, std::size_t, Hash, std::equal_to<>> by_name_;
  bool has_endings_ = false;  ///< some name is of the second kind
};

}  // namespace caveat::proxy
