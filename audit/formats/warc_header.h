// The header of a WARC record (ISO 28500:2017, 4).
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace caveat::audit {

/// Of ASCII, never by locale.
constexpr bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

/// Whether a record may begin here: "WARC/1.1" and the like.
bool begins_warc_record(std::string_view bytes);

/// One header, its memory used again for the next. Also those of 0.17 and 0.18, and what writers do: lines
/// that end in LF alone, folded lines, names in any case, URIs in angle brackets.
class WarcHeader {
 public:
  /// `text`: from the version to the empty line. Nothing is wrong with it, or in words what is.
  std::string_view parse(std::string_view text);

  /// "response", in lower case.
  const std::string& type() const { return type_; }
  std::uint64_t block_length() const { return length_; }
  /// The first field of that name, without case; empty if there is none. Lives until the next `parse`.
  std::string_view field(std::string_view name) const;
  /// Whether one of the fields of that name is `value`.
  bool has(std::string_view name, std::string_view value) const;
  /// WARC-Target-URI without the angle brackets that old writers put around it.
  std::string_view target() const;
  std::optional<std::chrono::sys_seconds> time() const;

 private:
  struct Field {
    std::string_view name;
    std::string_view value;
  };
  std::string_view read_fields();

  std::string text_;
  std::vector<Field> fields_;
  std::string type_;
  std::uint64_t length_ = 0;
};

/// "2026-11-26T23:37:00Z", with or without a fraction of a second, or an offset; nullopt if it is none.
std::optional<std::chrono::sys_seconds> parse_archived_time(std::string_view text);

}  // namespace caveat::audit
