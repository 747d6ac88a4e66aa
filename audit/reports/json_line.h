// JSON (RFC 8259) without line breaks or blanks, for records of a line each and for data inside a page.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace caveat::audit {

/// Commas are put where they belong; keys come out in the order they are given. Strings become valid UTF-8.
/// Whatever is unseen (visible_text.h) is escaped, so that a terminal is safe from it, and so are "<", ">"
/// and
/// "&", so that the text can stand in a script element of a page.
class JsonLine {
 public:
  JsonLine& begin_object(std::string_view key = {}) { return open(key, '{'); }
  JsonLine& end_object() { return close('}'); }
  JsonLine& begin_list(std::string_view key = {}) { return open(key, '['); }
  JsonLine& end_list() { return close(']'); }
  JsonLine& text(std::string_view key, std::string_view value);
  JsonLine& number(std::string_view key, std::uint64_t value);
  JsonLine& truth(std::string_view key, bool value);
  /// `json`: one value that is written already.
  JsonLine& value(std::string_view key, std::string_view json);

  /// Without a line end.
  std::string take() &&;

 private:
  JsonLine& open(std::string_view key, char bracket);
  JsonLine& close(char bracket);
  void begin_member(std::string_view key);
  void append_string(std::string_view value);

  std::string out_;
  bool first_ = true;
};

}  // namespace caveat::audit
