#include "geoip/region_names.h"

#include <algorithm>
#include <tuple>

#include "geoip/contested_region.h"
#include "geoip/region_key.h"
#include "geoip/region_spellings.h"

namespace caveat::geoip {
namespace {

constexpr RegionSpelling kIsoNames[] = {
#include "geoip/region_names.inc"
};

}  // namespace

RegionNames::RegionNames() {
  for (const auto& [code, name] : kIsoNames) add(code, name);
  for (const auto& [code, name] : region_spellings()) add(code, name);
  settle();
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
  const std::string_view owner = code.size() > 2 ? code.substr(0, 2) : std::string_view{};
  const RegionKey whole(name);
  const RegionKey bare = whole.without_kind();
  if (!whole.text().empty()) rows_.push_back({owner, std::string(whole.text()), true, code});
  if (!bare.text().empty() && bare.text() != whole.text()) {
    rows_.push_back({owner, std::string(bare.text()), false, code});
  }
}

/// One row a key: whole names count before shortened ones, and what means two places means none.
void RegionNames::settle() {
  std::sort(rows_.begin(), rows_.end(), [](const Row& a, const Row& b) {
    return std::tie(a.owner, a.key, b.whole_name, a.code) < std::tie(b.owner, b.key, a.whole_name, b.code);
  });
  std::vector<Row> settled;
  for (Row& row : rows_) {
    const bool same_key =
        !settled.empty() && settled.back().owner == row.owner && settled.back().key == row.key;
    if (!same_key) {
      settled.push_back(std::move(row));
    } else if (settled.back().whole_name == row.whole_name && settled.back().code != row.code) {
      settled.back().code = {};
    }
  }
  rows_ = std::move(settled);
}

std::string_view RegionNames::find(std::string_view owner, std::string_view key) const {
  const auto wanted = std::make_tuple(owner, key);
  const auto row = std::lower_bound(rows_.begin(), rows_.end(), wanted, [](const Row& r, const auto& value) {
    return std::make_tuple(r.owner, std::string_view(r.key)) < value;
  });
  const bool found = row != rows_.end() && row->owner == owner && row->key == key;
  return found ? row->code : std::string_view{};
}

std::string_view RegionNames::find_name(std::string_view owner, std::string_view name) const {
  const RegionKey whole(name);
  const std::string_view code = find(owner, whole.text());
  return code.empty() ? find(owner, whole.without_kind().text()) : code;
}

}  // namespace caveat::geoip
