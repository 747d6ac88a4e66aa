// Finds out which schema a database has, from its type and from a sample of its records.
#pragma once

#include <boost/system/result.hpp>
#include <memory>
#include <string>

#include "geoip/schemas/schema.h"

namespace caveat::geoip {

/// The error is a sentence: why it is none of the known schemas, or ambiguous, and what to do.
boost::system::result<std::unique_ptr<const Schema>, std::string> detect_schema(const Database& database);

}  // namespace caveat::geoip
