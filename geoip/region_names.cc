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
  for (const auto& [code, name] : kIsoNames) add(code, name, code.size() == 2);
  for (const auto& [code, name] : region_spellings()) add(code, name, true);
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

void RegionNames::add(std::string_view code, std::string_view name, bool any_kind) {
  const std::string_view owner = code.size() > 2 ? code.substr(0, 2) : std::string_view{};
  const RegionKey key(name);
  const bool names_its_kind = key.without_kind().text() != key.text();
  if (!key.text().empty())
    rows_.push_back({owner, std::string(key.text()), code, any_kind && !names_its_kind});
}

/// One row a key; what means two places means none.
void RegionNames::settle() {
  std::sort(rows_.begin(), rows_.end(),
            [](const Row& a, const Row& b) { return std::tie(a.owner, a.key) < std::tie(b.owner, b.key); });
  std::vector<Row> settled;
  for (Row& row : rows_) {
    if (settled.empty() || settled.back().owner != row.owner || settled.back().key != row.key) {
      settled.push_back(std::move(row));
      continue;
    }
    settled.back().any_kind = settled.back().any_kind || row.any_kind;
    if (settled.back().code != row.code) settled.back().code = {};
  }
  rows_ = std::move(settled);
}

const RegionNames::Row* RegionNames::find(std::string_view owner, std::string_view key) const {
  const auto wanted = std::make_tuple(owner, key);
  const auto row = std::lower_bound(rows_.begin(), rows_.end(), wanted, [](const Row& r, const auto& value) {
    return std::make_tuple(r.owner, std::string_view(r.key)) < value;
  });
  return row != rows_.end() && row->owner == owner && row->key == key ? &*row : nullptr;
}

std::string_view RegionNames::find_name(std::string_view owner, std::string_view name) const {
  const RegionKey whole(name);
  if (const Row* row = find(owner, whole.text())) return row->code;
  const Row* const row = find(owner, whole.without_kind().text());
  return row != nullptr && row->any_kind ? row->code : std::string_view{};
}

}  // namespace caveat::geoip
