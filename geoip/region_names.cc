#include "geoip/region_names.h"

#include <algorithm>
#include <string_view>
#include <tuple>

#include "geoip/contested_region.h"
#include "geoip/iso_codes.h"
#include "geoip/region_key.h"
#include "geoip/region_spellings.h"

namespace caveat::geoip {
namespace {

/// The country of a subdivision; empty for a country.
std::string_view owner_of(std::string_view code) {
  return code.size() > 2 ? code.substr(0, 2) : std::string_view{};
}

}  // namespace

RegionNames::RegionNames() {
  for (const auto& [code, name] : iso_names()) add(code, name);
  for (const auto& [code, name] : region_spellings()) {
    add(code, name);
    const RegionKey key(name);
    if (key.without_kind().text() == key.text())
      spellings_.push_back({owner_of(code), std::string(key.text()), code});
  }
  for (Rows* rows : {&names_, &bare_names_, &spellings_}) settle(*rows);
}

std::string_view RegionNames::country(std::string_view name) const {
  return find_name({}, name);
}

std::string_view RegionNames::subdivision(std::string_view country, std::string_view name) const {
  const std::string_view own = find_name(country, name);
  if (!own.empty()) return own;
  const std::string_view contested = find_name("UA", name);
  return is_contested(country, contested) ? contested : std::string_view{};
}

void RegionNames::add(std::string_view code, std::string_view name) {
  const RegionKey key(name);
  const RegionKey bare = key.without_kind();
  if (!key.text().empty()) names_.push_back({owner_of(code), std::string(key.text()), code});
  if (!bare.text().empty()) bare_names_.push_back({owner_of(code), std::string(bare.text()), code});
}

/// One row a key; what means two places means none.
void RegionNames::settle(Rows& rows) {
  std::sort(rows.begin(), rows.end(),
            [](const Row& a, const Row& b) { return std::tie(a.owner, a.key) < std::tie(b.owner, b.key); });
  Rows settled;
  for (Row& row : rows) {
    if (settled.empty() || settled.back().owner != row.owner || settled.back().key != row.key) {
      settled.push_back(std::move(row));
    } else if (settled.back().code != row.code) {
      settled.back().code = {};
    }
  }
  rows = std::move(settled);
}

const RegionNames::Row* RegionNames::find(const Rows& rows, std::string_view owner, std::string_view key) {
  const auto wanted = std::make_tuple(owner, key);
  const auto row = std::lower_bound(rows.begin(), rows.end(), wanted, [](const Row& r, const auto& value) {
    return std::make_tuple(r.owner, std::string_view(r.key)) < value;
  });
  return row != rows.end() && row->owner == owner && row->key == key ? &*row : nullptr;
}

std::string_view RegionNames::find_name(std::string_view owner, std::string_view name) const {
  const RegionKey whole(name);
  const RegionKey bare = whole.without_kind();
  if (const Row* row = find(names_, owner, whole.text())) return row->code;
  if (const Row* row = find(spellings_, owner, bare.text())) return row->code;
  const Row* const row = find(bare_names_, owner, bare.text());
  return row != nullptr ? row->code : std::string_view{};
}

}  // namespace caveat::geoip
