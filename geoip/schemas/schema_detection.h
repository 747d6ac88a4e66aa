// Finds out which schema a database has, from a sample of its records or from what the operator wrote.
#pragma once

#include <boost/system/result.hpp>
#include <memory>
#include <string>

#include "geoip/field_mapping.h"
#include "geoip/schemas/schema.h"

namespace caveat::geoip {

/// By `mapping` unless it is empty. The error is a sentence: why it is none of the known schemas, or
/// ambiguous, and what to do.
boost::system::result<std::unique_ptr<const Schema>, std::string> schema_of(const Database& database,
                                                                            const FieldMapping& mapping);

}  // namespace caveat::geoip
