// Asks a site's upstream for one page, as the proxy would, and waits for it: for previews.
#pragma once

#include <boost/system/result.hpp>
#include <chrono>
#include <cstddef>
#include <string>

#include "filter/head.h"
#include "proxy/site_options.h"

namespace caveat::proxy {

struct FetchedPage {
  filter::ResponseHead head;
  std::string body;  ///< without transfer coding; content codings are still on
};

/// Why there is no page, in words.
struct FetchFailure {
  std::string reason;
};

struct FetchLimits {
  std::chrono::milliseconds time{10'000};  ///< for all of it
  std::size_t body_bytes = std::size_t{16} * 1024 * 1024;
};

/// Blocks. Asks the first server of the site's upstream that can be connected to, whatever host `request`
/// names; follows no redirect. Logs nothing.
boost::system::result<FetchedPage, FetchFailure> fetch_page(const SiteOptions& site,
                                                            const filter::RequestHead& request,
                                                            const FetchLimits& limits = {});

}  // namespace caveat::proxy
