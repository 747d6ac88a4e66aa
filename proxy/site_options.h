// One of the sites that a server stands before: its hosts, what is behind it, and what its pages may cost.
#pragma once

#include <chrono>
#include <string>
#include <vector>

#include "filter/passage.h"
#include "proxy/upstream_options.h"
#include "rules/site_pattern.h"

namespace caveat::proxy {

struct SiteOptions {
  std::string name = "default";           ///< in logs and metrics
  std::vector<rules::SitePattern> hosts;  ///< that belong to it; empty: all that no other site has
  UpstreamOptions upstream;
  std::chrono::milliseconds hold_time{2'000};  ///< how long a head waits for a notice's place
  filter::PassageLimits passage;
};

}  // namespace caveat::proxy
