// HTTP heads as values, independent of any HTTP library.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "filter/field_lines.h"

namespace caveat::filter {

/// Content-Length. The framing was checked by whoever read the head: what is no number promises nothing.
std::optional<std::uint64_t> content_length(const FieldLines& fields);

struct RequestHead {
  std::string method;
  std::string target;  ///< origin form: path and query
  FieldLines fields;
};

struct ResponseHead {
  int status = 200;
  std::string reason;  ///< may be empty
  FieldLines fields;
};

}  // namespace caveat::filter
