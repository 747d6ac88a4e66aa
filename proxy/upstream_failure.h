// Why a server behind a site gave no answer.
#pragma once

#include <boost/system/error_code.hpp>
#include <string_view>

namespace caveat::proxy {

/// Of what this machine lacks: no fault of the server's.
bool is_shortage(const boost::system::error_code& error);

/// The reason in counters, records and the log.
std::string_view upstream_failure_reason(const boost::system::error_code& error);

}  // namespace caveat::proxy
