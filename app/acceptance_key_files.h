// The keys by which acceptances of notices are signed.
#pragma once

#include <boost/system/result.hpp>
#include <memory>
#include <string>

#include "filter/acceptance_keys.h"

namespace caveat::app {

/// From files of 64 hexadecimal digits each, as `openssl rand -hex 32` makes them, that only their owner may
/// read. `previous`: empty if there is none. The error is a sentence for the operator.
boost::system::result<std::shared_ptr<const filter::AcceptanceKeys>, std::string> read_acceptance_keys(
    const std::string& current, const std::string& previous);

/// For as long as the program runs.
std::shared_ptr<const filter::AcceptanceKeys> random_acceptance_keys();

}  // namespace caveat::app
