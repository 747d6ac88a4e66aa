// Which fields of a response head rules may not touch, because it would undo what protects readers.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "rules/codes.h"

namespace caveat::rules {

struct FieldObjection {
  Code code = Code::protected_header;
  std::string message;     ///< "rules may not set `Vary`"
  std::string suggestion;  ///< why, and what to write instead
  bool about_value = false;
};

/// What speaks against a rule that sets the field, or nothing. Names are compared without case.
std::optional<FieldObjection> objection_to_set(std::string_view name, std::string_view value);

/// What speaks against a rule that removes the field, or nothing.
std::optional<FieldObjection> objection_to_removal(std::string_view name);

}  // namespace caveat::rules
