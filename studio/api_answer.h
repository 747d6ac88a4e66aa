// What a question to the studio is answered with.
#pragma once

#include <boost/json.hpp>
#include <boost/system/result.hpp>
#include <string>

namespace caveat::studio {

/// Why there is no answer. `message` is a sentence that the page shows as it is.
struct ApiError {
  int status = 400;  ///< of HTTP
  std::string code;  ///< for the page: "bad-request", "changed-on-disk"
  std::string message;
  boost::json::object more = {};  ///< beside `error` in the answer
};

using ApiAnswer = boost::system::result<boost::json::value, ApiError>;

template <typename Value>
using Asked = boost::system::result<Value, ApiError>;

/// A question that is not as the interface wants it.
inline ApiError bad_request(std::string message) {
  return {400, "bad-request", std::move(message)};
}

}  // namespace caveat::studio
