#include "proxy/region_fields.h"

#include <string_view>
#include <vector>

#include "filter/field_list.h"
#include "geoip/stated_place.h"
#include "proxy/cgi_names.h"
#include "rules/ascii_case.h"

namespace caveat::proxy {
namespace {

/// The one value of a field; nullopt if it stands twice with different ones. A missing one is empty.
std::optional<std::string_view> only_value(const filter::FieldLines& fields, const std::string& name) {
  if (name.empty()) return std::string_view();
  const std::vector<std::string_view> lines = fields.all(name);
  if (lines.empty()) return std::string_view();
  for (const std::string_view line : lines) {
    if (filter::trim_ows(line) != filter::trim_ows(lines.front())) return std::nullopt;
  }
  return filter::trim_ows(lines.front());
}

enum class Spelling { any, other };

void remove_spelt(Spelling which, filter::FieldLines& fields, const RegionFields& names) {
  std::vector<std::string> found;
  for (const std::string* name : {&names.country, &names.subdivision}) {
    if (name->empty()) continue;
    for (const filter::FieldLine& line : fields) {
      if (!same_in_cgi(line.name, *name)) continue;
      if (which == Spelling::any || !rules::equal_ignoring_case(line.name, *name))
        found.emplace_back(line.name);
    }
  }
  for (const std::string& name : found) fields.remove(name);
}

}  // namespace

std::optional<geoip::Location> stated_region(const filter::FieldLines& fields, const RegionFields& names) {
  if (names.country.empty()) return std::nullopt;
  const auto country = only_value(fields, names.country);
  const auto subdivision = only_value(fields, names.subdivision);
  if (country && subdivision) return geoip::read_stated_place(*country, *subdivision);
  geoip::Location contradiction;
  contradiction.status = geoip::LocationStatus::lookup_failed;
  contradiction.source = geoip::LocationSource::trusted_header;
  return contradiction;
}

void remove_region_fields(filter::FieldLines& fields, const RegionFields& names) {
  remove_spelt(Spelling::any, fields, names);
}

void remove_misspelt_region_fields(filter::FieldLines& fields, const RegionFields& names) {
  remove_spelt(Spelling::other, fields, names);
}

}  // namespace caveat::proxy
