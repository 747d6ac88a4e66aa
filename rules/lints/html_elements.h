// The names of elements, for advice on selectors.
#pragma once

#include <span>
#include <string_view>

namespace caveat::rules {

/// Whether HTML (with its obsolete elements), SVG or MathML has an element of that name, or a site may have
/// made one: names of custom elements hold a hyphen, those of older extensions a colon. `name` in lower case.
bool is_element_name(std::string_view name);

/// Those of HTML that authors may have meant.
std::span<const std::string_view> html_element_names();

/// Elements that hold nothing (HTML, "Void elements").
bool is_void_element(std::string_view name);

}  // namespace caveat::rules
