// A way for copies of lines to some other place.
#pragma once

#include <string>
#include <string_view>

namespace caveat::audit {

/// On one thread, which it may hold up for some seconds.
class LineTransport {
 public:
  virtual ~LineTransport() = default;
  /// False if it could not be sent: the same line will be tried again, after a pause.
  virtual bool send(std::string_view line) = 0;
};

}  // namespace caveat::audit
