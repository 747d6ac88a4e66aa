// Readings that are not auditable, as reports and partials carry them.
#pragma once

#include <boost/json/fwd.hpp>
#include <optional>
#include <string>

#include "audit/unauditable_reading.h"

namespace caveat::audit {

/// Makes every text valid UTF-8.
UnauditableReading reported(UnauditableReading reading);

/// One JSON object on one line, as schema/not-auditable.schema.json describes it. `reading` as `reported`
/// gives it.
std::string unauditable_json(const UnauditableReading& reading);

/// What `unauditable_json` wrote; nullopt if a member is missing or of another type. Other members are passed
/// over.
std::optional<UnauditableReading> unauditable_from_json(const boost::json::value& json);

}  // namespace caveat::audit
