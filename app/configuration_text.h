// The text of a configuration's file.
#pragma once

#include <boost/system/result.hpp>
#include <string>

namespace caveat::app {

/// The error is a sentence for the operator.
boost::system::result<std::string, std::string> read_configuration_text(const std::string& path);

}  // namespace caveat::app
