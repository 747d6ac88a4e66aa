// A part of a response that is HTML, though the response is none.
#pragma once

#include <optional>
#include <string>

#include "rules/json_pointer.h"

namespace caveat::rules {

/// The strings of a JSON document at `pointer`, or without one the items of a feed.
struct InnerPlace {
  std::optional<JsonPointer> pointer;

  /// As rules write it: "feed", "json:/article/body".
  std::string text() const { return pointer ? "json:" + pointer->text() : "feed"; }
};

}  // namespace caveat::rules
