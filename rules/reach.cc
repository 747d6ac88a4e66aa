#include "rules/reach.h"

#include <algorithm>

namespace caveat::rules {

namespace {

Carrier carrier_of(const InnerPlace& place) {
  return place.pointer ? Carrier::json : Carrier::feed;
}

bool has(const std::vector<InnerPlace>& places, Carrier carrier) {
  return std::any_of(places.begin(), places.end(),
                     [carrier](const InnerPlace& place) { return carrier_of(place) == carrier; });
}

}  // namespace

bool Reach::edits_inside(Carrier carrier) const {
  return has(inner, carrier);
}

Awaits Reach::awaits(const Facts& facts) const {
  const bool depends = facts.content_type && may_be_feed_type(*facts.content_type);
  return depends && !facts.page && has(inner, Carrier::feed) ? Awaits::page : Awaits::nothing;
}

std::vector<InnerPlace> inner_places(const Reach& reach, Carrier carrier) {
  std::vector<InnerPlace> places;
  std::copy_if(reach.inner.begin(), reach.inner.end(), std::back_inserter(places),
               [carrier](const InnerPlace& place) { return carrier_of(place) == carrier; });
  return places;
}

}  // namespace caveat::rules
