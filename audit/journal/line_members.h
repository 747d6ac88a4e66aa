// Writes the members of one line of JSON (RFC 8259), in the order they are given.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace caveat::audit {

/// Without the braces around all of it. Strings as rules/json_string.h has them: no line end ever gets into
/// one.
class LineMembers {
 public:
  LineMembers() { out_.reserve(kUsual); }
  LineMembers& text(std::string_view key, std::string_view value);
  /// Nothing at all if `value` is empty.
  LineMembers& text_if_any(std::string_view key, std::string_view value);
  LineMembers& number(std::string_view key, std::uint64_t value);
  /// Nothing at all if `value` is 0.
  LineMembers& number_if_any(std::string_view key, std::uint64_t value);
  LineMembers& truth(std::string_view key, bool value);
  /// An element of a list.
  LineMembers& element(std::string_view value);
  LineMembers& begin_object(std::string_view key = {}) { return open(key, '{'); }
  LineMembers& end_object() { return close('}'); }
  LineMembers& begin_list(std::string_view key) { return open(key, '['); }
  LineMembers& end_list() { return close(']'); }

  std::string take() && { return std::move(out_); }

 private:
  /// Bytes that the members of most lines take.
  static constexpr std::size_t kUsual = 640;

  LineMembers& open(std::string_view key, char bracket);
  LineMembers& close(char bracket);
  void separate();
  void append_key(std::string_view key);

  std::string out_;
};

}  // namespace caveat::audit
