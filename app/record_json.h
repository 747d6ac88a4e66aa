// A Record as JSON, for `rewrite --report`.
#pragma once

#include <string>

#include "filter/record.h"

namespace caveat::app {

std::string record_json(const filter::Record& record);

}  // namespace caveat::app
