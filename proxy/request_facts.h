// What a request tells the rules.
#pragma once

#include <chrono>

#include "geoip/locator.h"
#include "proxy/addressed_request.h"
#include "proxy/judgement_clock.h"
#include "rules/facts.h"

namespace caveat::proxy {

/// Where the reader is: as the databases say if they are not older than twice `max_age`, unless a trusted
/// header or an override knows better.
geoip::Location location_of(const AddressedRequest& request, const geoip::Locator& locator,
                            const JudgedTime& now, std::chrono::seconds max_age);

/// Of a reader who is at `location`.
rules::Facts facts_of(const AddressedRequest& request, const JudgedTime& now, geoip::Location location);

}  // namespace caveat::proxy
