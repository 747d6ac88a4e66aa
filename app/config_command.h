// `caveat config`.
#pragma once

#include <string>

namespace caveat::app {

/// `caveat config show`: a configuration as it is in force, and where each value comes from.
int show_configuration(const std::string& path);

}  // namespace caveat::app
