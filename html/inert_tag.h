// What a start tag has to lose, and to get, so that nothing can be done with its element.
#pragma once

#include <string>
#include <string_view>

#include "html/tag_editor.h"
#include "html/token.h"

namespace caveat::html {

/// On the outermost element of what was disabled: the marks of the rules, as words.
inline constexpr std::string_view kDisabledAttribute = "data-caveat-disabled";

/// For an element inside of what is disabled. It works without script and style: links lose their targets,
/// forms theirs, controls are disabled, frames load nothing, scripts are data, no attribute holds a script.
AttributeChanges inert_content(const TagToken& token);

/// The same for the outermost element, which is also taken out of reach as a whole (`inert`) and told to be
/// disabled; not where `holds_reason`: that must stay in reach. `marks` are words.
AttributeChanges inert_root(const TagToken& token, const std::string& marks, bool holds_reason);

/// Both edits; where they contradict each other, `inert` counts.
AttributeChanges joined(AttributeChanges wanted, const AttributeChanges& inert);

}  // namespace caveat::html
