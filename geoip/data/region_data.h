// The region data that is built into the program: a country database and networks of some subdivisions.
#pragma once

#include <string_view>

namespace caveat::geoip::region_data {

/// An MMDB file (flat schema, `country_code`; IPv4 and IPv6). Lives as long as the program, as all views
/// here.
std::string_view country_database_bytes();
/// What to call it in messages.
std::string_view country_database_name();

/// RFC 8805 geofeed: real networks of UA-43, UA-40, UA-14 and UA-09.
std::string_view subdivision_overlay_text();

/// RFC 8805 geofeed: the documentation networks (RFC 5737) that stand for readers in `caveat demo`.
std::string_view demo_readers_text();

/// Plain text that the licences ask for, to be shown wherever answers from this data are shown.
std::string_view attribution();
/// The same with links, as HTML.
std::string_view attribution_html();

}  // namespace caveat::geoip::region_data
