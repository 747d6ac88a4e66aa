// Where a reader is, in fields that a CDN writes.
#pragma once

#include <optional>
#include <string>

#include "filter/head.h"
#include "geoip/location.h"

namespace caveat::proxy {

/// Names of the fields in which trusted proxies say where a reader is: CF-IPCountry,
/// CloudFront-Viewer-Country and CloudFront-Viewer-Country-Region, or what the operator has them write.
struct RegionFields {
  std::string country;      ///< empty: no field counts
  std::string subdivision;  ///< may be empty
};

/// What the fields of a request from a trusted peer say; nullopt if there is no field for the country. A
/// field that stands twice with different values is a failed look-up: one of them is not the CDN's.
std::optional<geoip::Location> stated_region(const filter::FieldLines& fields, const RegionFields& names);

/// Takes the fields of a request from anybody else out, also where `_`, `.` or another sign is written for
/// `-`: a site that reads them through CGI cannot tell them apart.
void remove_region_fields(filter::FieldLines& fields, const RegionFields& names);

/// Takes out of a trusted peer's request what only looks like its fields to such a site: a CDN writes its own
/// as they are named, and may let through what a reader wrote in another spelling.
void remove_misspelt_region_fields(filter::FieldLines& fields, const RegionFields& names);

}  // namespace caveat::proxy
