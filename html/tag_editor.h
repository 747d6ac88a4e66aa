// A start tag with attributes set and removed, all its other bytes as they were.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "html/program.h"
#include "html/token.h"

namespace caveat::html {

/// What is to become of the attributes of one tag. Names are ASCII lower case.
struct AttributeChanges {
  std::vector<std::pair<std::string, std::string>> set;
  std::vector<std::string> remove;
};

std::optional<std::string> edited_tag(const TagToken& token, const AttributeChanges& changes);

/// The tag after `edit`, or nullopt if it says so already.
std::optional<std::string> edited_tag(const TagToken& token, const AttributeEdit& edit);

}  // namespace caveat::html
