// One page of an archive, found by reading the archive from its beginning.
#pragma once

#include <chrono>
#include <cstddef>
#include <string>

#include "audit/archive.h"
#include "studio/api_answer.h"

namespace caveat::app {

struct WantedPage {
  std::string record;  ///< the name of its record; if empty, the first of `url` is wanted
  std::string url;
};

/// How far an archive is looked through: whoever asked may have gone long ago.
struct SearchLimits {
  std::size_t records = 100'000;
  std::chrono::milliseconds time = std::chrono::seconds(20);  ///< looked at between two records
};

/// `archive` is then at its body. `no-page`: 404 if the archive has none such; 422 if the search ended before
/// the archive did.
studio::Asked<audit::ArchivedExchange> find_exchange(audit::Archive& archive, const WantedPage& wanted,
                                                     const SearchLimits& limits);

}  // namespace caveat::app
