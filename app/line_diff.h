// What differs between two texts, line by line.
#pragma once

#include <string>
#include <string_view>

namespace caveat::app {

/// The lines that go (-) and those that come (+), with their numbers; at most `most` of them, then how many
/// more there are. Line ends and a byte order mark do not count; control characters come out harmless.
std::string line_diff(std::string_view old_text, std::string_view new_text, std::size_t most);

}  // namespace caveat::app
