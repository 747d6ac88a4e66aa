// What is asked of every request before rules are: whom it is for, and whether its reader may ask so much.
#pragma once

#include <boost/system/result.hpp>

#include "proxy/addressed_request.h"
#include "proxy/services.h"

namespace caveat::proxy {

/// `address_request`, and counts the request for its reader's address: what to refuse it with if that has
/// asked too much (429), or if the head has too many field lines (431). A reader whom no trusted proxy names
/// is not limited. Once for each request, whatever the version of HTTP.
boost::system::result<AddressedRequest, Refusal> admit_request(const Services& services,
                                                               IncomingRequest&& message,
                                                               const Arrival& arrival);

}  // namespace caveat::proxy
