// What several sources say of one address, as one Location.
#pragma once

#include "geoip/location.h"

namespace caveat::geoip {

/// Adds what a later source says to what earlier ones said. The first that knows the country says where the
/// reader is; a later one that says the same country may add the subdivision. Anonymous is who is so by any;
/// the autonomous system is the first's that tells it. A failed look-up counts only while nobody knows
/// better.
void add_to(Location& said, const Location& later);

/// What is left of `looked_up` where the databases it came from are too old to be believed: an override
/// stands, all else is unknown.
Location without_databases(const Location& looked_up);

/// `stated` by a trusted header, with what kind of network `looked_up` knows it to be. An override in
/// `looked_up` wins, and so does `looked_up` where the header says nothing of the place nor that it is
/// hidden. A database adds no subdivision to a stated country: behind a CDN that is not trusted itself, the
/// address looked up is the CDN's, not the reader's.
Location stated_before(const Location& stated, const Location& looked_up);

}  // namespace caveat::geoip
