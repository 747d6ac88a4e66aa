// What differs between two texts, line by line.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace caveat::app {

struct DiffLine {
  char sign;              ///< '-' goes, '+' comes, ' ' is in both
  std::size_t number;     ///< from 1 on; of one that comes in the new text, else in the old
  std::string_view text;  ///< of that text, raw, without its end
};

/// All lines of both texts, in order. Line ends and a byte order mark do not count.
std::vector<DiffLine> diff_lines(std::string_view old_text, std::string_view new_text);

/// What two texts differ in that diff_lines does not count: some of "line-ends", "last-line-end" and
/// "byte-order-mark".
std::vector<std::string_view> unseen_differences(std::string_view old_text, std::string_view new_text);

/// The lines that go (-) and those that come (+), with their numbers; at most `most` of them, then how many
/// more there are. Line ends and a byte order mark do not count; control characters come out harmless.
std::string line_diff(std::string_view old_text, std::string_view new_text, std::size_t most);

}  // namespace caveat::app
