// Private keys of TLS that others on the machine can get at.
#pragma once

#include <string>
#include <vector>

#include "app/serve_configuration.h"

namespace caveat::app {

/// A line for each file of a key, of [tls] or of an [upstream], that every user of the machine may read, or
/// that others than its owner may write. Its group may read it: that is how many hand over certificates.
/// What is not there is nothing to warn of.
std::vector<std::string> exposed_keys(const ServeConfiguration& configuration);

}  // namespace caveat::app
