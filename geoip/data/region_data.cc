#include "geoip/data/region_data.h"

#include "embedded/country_database.h"
#include "embedded/demo_readers.h"
#include "embedded/subdivision_overlay.h"

namespace caveat::geoip::region_data {

std::string_view country_database_bytes() {
  return embedded::country_database();
}

std::string_view country_database_name() {
  return "built-in geo-whois-asn-country";
}

std::string_view subdivision_overlay_text() {
  return embedded::subdivision_overlay();
}

std::string_view demo_readers_text() {
  return embedded::demo_readers();
}

std::string_view attribution() {
  return "Countries: data by the Number Resource Organization (nro.net) and others, by way of "
         "ip-location-db, "
         "CC BY 4.0. Subdivisions: IP Geolocation by DB-IP (https://db-ip.com), CC BY 4.0, reduced to four "
         "subdivisions.";
}

std::string_view attribution_html() {
  return R"(Countries: data by the <a href="https://www.nro.net">Number Resource Organization</a> and others, by way of )"
         R"(<a href="https://github.com/sapics/ip-location-db">ip-location-db</a>, CC BY 4.0. Subdivisions: )"
         R"(<a href="https://db-ip.com">IP Geolocation by DB-IP</a>, CC BY 4.0, reduced to four subdivisions.)";
}

}  // namespace caveat::geoip::region_data
