// Everything that `caveat serve` would refuse, or warn of, without serving anything.
#pragma once

#include <vector>

#include "app/serve_configuration.h"
#include "rules/diagnostic.h"

namespace caveat::app {

/// What is wrong with the files that a configuration names: rules, with the advice of `caveat check` and the
/// approvals that they lack, region data, certificates and keys, folders to write into; and what
/// `warnings_about` says. `file` is the configuration's own. Reads everything, binds and makes nothing.
std::vector<rules::Diagnostic> check_configured_files(const std::string& file,
                                                      const ServeConfiguration& configuration);

}  // namespace caveat::app
