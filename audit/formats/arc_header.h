// The line that begins a record of an ARC file (Internet Archive, 1996).
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string_view>

namespace caveat::audit {

/// Views of the line.
struct ArcHeader {
  std::string_view url;  ///< may contain blanks
  std::string_view media_type;
  std::optional<std::chrono::sys_seconds> time;
  std::uint64_t length = 0;
};

/// `line`, without its end, of version 1 (five fields) or 2 (ten). nullopt if it is neither.
std::optional<ArcHeader> parse_arc_header(std::string_view line);

/// Whether `bytes` begin with such a line.
bool begins_arc_record(std::string_view bytes);

}  // namespace caveat::audit
