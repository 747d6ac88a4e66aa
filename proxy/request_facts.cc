#include "proxy/request_facts.h"

#include <utility>

#include "filter/accept_language.h"
#include "geoip/combined_location.h"
#include "proxy/region_data_age.h"

namespace caveat::proxy {

geoip::Location location_of(const AddressedRequest& request, const geoip::Locator& locator,
                            const JudgedTime& now, std::chrono::seconds max_age) {
  geoip::Location location = request.reader ? locator.locate(*request.reader) : geoip::Location{};
  if (region_data_age(locator.databases_built(), now.time, max_age) == RegionDataAge::outdated) {
    location = geoip::without_databases(location);
  }
  return request.stated_region ? geoip::stated_before(*request.stated_region, location) : location;
}

rules::Facts facts_of(const AddressedRequest& request, const JudgedTime& now, geoip::Location location) {
  rules::Facts facts;
  facts.site = request.site;
  facts.path = request.target.path;
  facts.query = request.target.query;
  facts.method = request.message.head.method;
  facts.reader_languages =
      filter::accepted_languages(request.message.head.fields.combined("Accept-Language"));
  facts.time = now.time;
  facts.time_in_doubt = now.in_doubt;
  facts.location = std::move(location);
  return facts;
}

}  // namespace caveat::proxy
