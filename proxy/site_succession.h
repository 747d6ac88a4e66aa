// Which sites take over the readers of which, as one configuration follows another.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "proxy/site_options.h"

namespace caveat::proxy {

/// For each of `before` the places in `next` of the sites that have its readers from then on: the one of the
/// same name, and those that a host leads to which led to it. None: its readers get 421.
std::vector<std::vector<std::size_t>> site_heirs(std::span<const SiteOptions> before,
                                                 std::span<const SiteOptions> next);

}  // namespace caveat::proxy
