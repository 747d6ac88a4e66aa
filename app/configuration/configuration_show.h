// A configuration as it is in force, with where each value comes from.
#pragma once

#include <string>

#include "rules/toml.h"

namespace caveat::app {

/// As TOML that means the same: every key with its value, and as a comment the file and line that it comes
/// from, or that it is the default. What has no value, and tables that are not there, are comments as well.
/// `document` has no errors. Names files of keys, never shows what is in them.
std::string shown_configuration(const rules::TomlTable& document);

}  // namespace caveat::app
