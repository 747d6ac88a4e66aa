#include "app/studio/archive_search.h"

#include <utility>

namespace caveat::app {

using studio::ApiError;

namespace {

bool is_wanted(const audit::ArchivedExchange& exchange, const WantedPage& wanted) {
  return wanted.record.empty() ? exchange.url == wanted.url : exchange.place.record == wanted.record;
}

}  // namespace

studio::Asked<audit::ArchivedExchange> find_exchange(audit::Archive& archive, const WantedPage& wanted,
                                                     const SearchLimits& limits) {
  const auto end = std::chrono::steady_clock::now() + limits.time;
  for (std::size_t count = 0; count < limits.records && std::chrono::steady_clock::now() < end; ++count) {
    auto next = archive.next();
    const bool is_over = next ? !next->has_value() : next.error().is_last;
    if (is_over) return ApiError{404, "no-page", "The archive has no such page."};
    if (next && is_wanted(**next, wanted)) return **std::move(next);
  }
  return ApiError{422, "no-page",
                  "The page is not in that part of the archive which was looked through; take a smaller "
                  "archive."};
}

}  // namespace caveat::app
