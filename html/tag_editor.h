// A start tag with attributes set and removed, all its other bytes as they were.
#pragma once

#include <optional>
#include <string>

#include "html/program.h"
#include "html/token.h"

namespace caveat::html {

/// The tag after `edit`, or nullopt if it says so already.
std::optional<std::string> edited_tag(const TagToken& token, const AttributeEdit& edit);

}  // namespace caveat::html
