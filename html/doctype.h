// What a doctype says, and whether it makes a browser render in quirks mode.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace caveat::html {

struct Doctype {
  std::optional<std::string> name;  ///< ASCII lower case
  std::optional<std::string> public_identifier;
  std::optional<std::string> system_identifier;
  bool force_quirks = false;
};

/// `raw` runs from "<!DOCTYPE" to its '>', or to the end of the page (13.2.5.53 - 13.2.5.68).
Doctype parse_doctype(std::string_view raw);

/// Whether the document is in quirks mode (13.2.6.4.1); limited quirks is not.
bool means_quirks_mode(const Doctype& doctype);

}  // namespace caveat::html
