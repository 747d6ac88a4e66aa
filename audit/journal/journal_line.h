// The frame that every line of a journal has: its number, its kind, and a check against accidents.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace caveat::audit {

/// No line is longer, in bytes.
inline constexpr std::size_t kLongestLine = 256 * 1024;

/// `{"n":NUMBER,MEMBERS,"check":"..."}`, without a line end. The check is the first 16 hexadecimal digits of
/// SHA-256 over everything before it. `members` begin with `"kind"`.
std::string journal_line(std::uint64_t number, std::string_view members);

/// What the frame of a line says; views of the line.
struct LineFrame {
  std::uint64_t number = 0;
  std::string_view kind;
};

/// nullopt unless the line is framed as above and its check holds.
std::optional<LineFrame> read_frame(std::string_view line);

}  // namespace caveat::audit
