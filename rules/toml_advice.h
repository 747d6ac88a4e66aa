// What to tell an author who does not know TOML about a line that is none.
#pragma once

#include <string>
#include <string_view>

namespace caveat::rules {

/// What to write instead, in plain words. `line` is the source line, `column` (1-based, code points) where
/// the parser stopped, `description` what it said. Empty if nothing better can be said.
std::string advise_on_toml(std::string_view line, int column, std::string_view description);

}  // namespace caveat::rules
