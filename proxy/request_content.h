// The body of one request as it comes from the reader, whatever version of HTTP it speaks.
#pragma once

#include <boost/asio/awaitable.hpp>
#include <string_view>
#include <vector>

#include "filter/head.h"

namespace caveat::proxy {

/// Why a body did not come to its end: what to answer, and a counter's label.
struct ContentFailure {
  int status = 0;  ///< 0: it did not fail
  std::string_view reason;
};

/// One thread. `next`, then `consume`, until `done`.
class RequestContent {
 public:
  virtual ~RequestContent() = default;

  /// Waits for the next parts and adds them to `pieces`; none if only the end came. The parts are views that
  /// live until `consume`.
  virtual boost::asio::awaitable<ContentFailure> next(std::vector<std::string_view>& pieces) = 0;
  /// Gives back what `next` gave, so that more can come.
  virtual void consume() = 0;
  /// Whether the body has ended, as its framing promised.
  virtual bool done() const = 0;
  /// What followed the content (RFC 9110, 6.5), once it is done.
  virtual filter::FieldLines trailers() const { return {}; }
  /// Whether something of it came that was not given yet.
  virtual bool has_input() const = 0;
  /// Ends the `next` that is under way, if there is one; it then fails.
  virtual void interrupt() = 0;
};

}  // namespace caveat::proxy
