// Which sites take over the readers of which, as one configuration follows another.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "proxy/site_options.h"

namespace caveat::proxy {

/// Places in the list of the next sites, in order. Who has no heir at all: its readers get 421.
struct SiteHeirs {
  /// Whom a host leads to that the old site itself names; where there is none, the site of the same name.
  std::vector<std::size_t> own;
  /// Others that name a host of their own, which led to the old site by a wider pattern.
  std::vector<std::size_t> carved_out;

  bool empty() const { return own.empty() && carved_out.empty(); }
};

/// For each of `before` who has its readers from then on.
std::vector<SiteHeirs> site_heirs(std::span<const SiteOptions> before, std::span<const SiteOptions> next);

}  // namespace caveat::proxy
