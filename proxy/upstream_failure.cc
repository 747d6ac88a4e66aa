#include "proxy/upstream_failure.h"

#include <boost/asio/error.hpp>

namespace caveat::proxy {

namespace asio = boost::asio;
using boost::system::error_code;

bool is_shortage(const error_code& error) {
  return error == boost::system::errc::too_many_files_open ||
         error == boost::system::errc::too_many_files_open_in_system ||
         error == boost::system::errc::not_enough_memory;
}

std::string_view upstream_failure_reason(const error_code& error) {
  if (error == asio::error::timed_out) return "upstream_timeout";
  if (error == asio::error::not_connected) return "upstream_unreachable";
  if (error == asio::error::no_permission) return "upstream_untrusted";
  return error == asio::error::no_buffer_space ? "upstream_head_too_large" : "upstream_cut";
}

}  // namespace caveat::proxy
