// Writes JSON (RFC 8259) with keys in the order they are given.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace caveat::rules {

/// Commas and nesting are kept right; two spaces of indent a level. Strings that are not UTF-8 come out with
/// U+FFFD.
class JsonText {
 public:
  JsonText& begin_object(std::string_view key = {}) { return open(key, '{'); }
  JsonText& end_object() { return close('}'); }
  JsonText& begin_list(std::string_view key = {}) { return open(key, '['); }
  JsonText& end_list() { return close(']'); }
  JsonText& text(std::string_view key, std::string_view value);
  JsonText& number(std::string_view key, std::int64_t value);
  JsonText& truth(std::string_view key, bool value);

  /// The document, with a line end.
  std::string take() &&;

 private:
  JsonText& open(std::string_view key, char bracket);
  JsonText& close(char bracket);
  void begin_member(std::string_view key);

  std::string out_;
  int depth_ = 0;
  bool first_ = true;
};

}  // namespace caveat::rules
