// The encoding that a meta element declares, found before the page is parsed (HTML standard, 13.2.3.2).
#pragma once

#include <string>
#include <string_view>

namespace caveat::html {

/// The label as written in the first meta element that declares one that is known; empty if there is none.
std::string prescan_meta(std::string_view beginning);

/// "Get an XML encoding": the label in the XML declaration that the page begins with; empty if there is none.
std::string xml_declaration(std::string_view beginning);

/// "Extracting a character encoding from a meta element" (2.6.5): the label in `text/html; charset=...`.
std::string charset_in_content(std::string_view content);

}  // namespace caveat::html
