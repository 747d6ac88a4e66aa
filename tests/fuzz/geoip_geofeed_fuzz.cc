// override lists: what is read of one can be written and read again, and every problem has its line.
#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "geoip/geofeed.h"

using caveat::geoip::Geofeed;
using caveat::geoip::GeofeedEntry;
using caveat::geoip::parse_geofeed;

namespace {

void require(bool holds) {
  if (!holds) std::abort();
}

bool same_place(const GeofeedEntry& a, const GeofeedEntry& b) {
  return a.network == b.network && a.country == b.country && a.subdivision == b.subdivision;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto lines = static_cast<int>(std::count(text.begin(), text.end(), '\n')) + 1;
  const Geofeed feed = parse_geofeed(text);
  for (const auto& problem : feed.problems) require(problem.line >= 1 && problem.line <= lines);
  std::string again;
  for (const GeofeedEntry& entry : feed.entries) {
    require(entry.line >= 1 && entry.line <= lines);
    require(entry.country.size() == 2 || entry.country.empty());
    again += entry.network.to_string() + "," + entry.country + "," + entry.subdivision + ",,\n";
  }
  const Geofeed second = parse_geofeed(again);
  require(std::equal(feed.entries.begin(), feed.entries.end(), second.entries.begin(), second.entries.end(),
                     same_place));
  return 0;
}
