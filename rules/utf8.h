// UTF-8 as Unicode code points (RFC 3629).
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace caveat::rules {

/// One code point and the bytes it took. A byte that begins no well-formed sequence counts as U+FFFD of one
/// byte.
struct CodePoint {
  char32_t value = 0;
  std::size_t bytes = 1;
  bool valid = true;
};

/// `offset` must lie within `text`.
CodePoint code_point_at(std::string_view text, std::size_t offset);

/// Where the first byte lies that is not well-formed; nullopt if all is.
std::optional<std::size_t> first_bad_utf8(std::string_view text);

std::size_t count_code_points(std::string_view text);

/// `count` code points from the code point with index `first`; less at the end of the text.
std::string_view code_point_slice(std::string_view text, std::size_t first, std::size_t count);

void append_utf8(std::string& out, char32_t code_point);

}  // namespace caveat::rules
