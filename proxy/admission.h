// Whether a request is within what one reader may ask for.
#pragma once

#include <optional>

#include "proxy/addressed_request.h"
#include "proxy/services.h"

namespace caveat::proxy {

/// Counts the request for its reader's address. What to refuse it with if that has asked too much (429), or
/// if the head has too many field lines (431). A reader whom no trusted proxy names is not limited. Once for
/// each request, whatever the version of HTTP.
std::optional<Refusal> refused_by_limits(const Services& services, const AddressedRequest& request);

}  // namespace caveat::proxy
