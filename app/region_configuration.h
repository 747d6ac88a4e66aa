// Where regions are known from, as the configuration of `caveat serve` says it.
#pragma once

#include <filesystem>

#include "geoip/locator.h"
#include "proxy/server_options.h"
#include "rules/problems.h"
#include "rules/table_reader.h"

namespace caveat::app {

/// Reads the keys of [geoip] into `data`, and `max_age` into `server`. Paths are relative to `folder`.
/// Databases may be left out where `server.region_fields` names a field.
void read_geoip(rules::TableReader& geoip, const std::filesystem::path& folder, rules::Problems& problems,
                geoip::LocatorOptions& data, proxy::ServerOptions& server);

/// Reads `region_from` of [readers], after `trusted_proxies`.
void read_region_fields(rules::TableReader& readers, rules::Problems& problems, proxy::ServerOptions& server);

}  // namespace caveat::app
