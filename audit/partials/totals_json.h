// Totals as one line of JSON, and back.
#pragma once

#include <boost/json/fwd.hpp>
#include <optional>
#include <string>

#include "audit/totals.h"

namespace caveat::audit {

/// Texts become valid UTF-8; equal totals give equal bytes.
std::string totals_json(const Totals& totals);

/// What `totals_json` wrote; nullopt if a member is missing or of another type, or a name or day is not
/// known, or a reason, digest or number of digests is none that a run can give.
std::optional<Totals> totals_from_json(const boost::json::value& json);

}  // namespace caveat::audit
