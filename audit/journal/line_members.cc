#include "audit/journal/line_members.h"

#include <array>
#include <charconv>

#include "rules/json_string.h"

namespace caveat::audit {

void LineMembers::separate() {
  if (!out_.empty() && out_.back() != '{' && out_.back() != '[') out_ += ',';
}

void LineMembers::append_key(std::string_view key) {
  separate();
  out_.append("\"").append(key).append("\":");
}

LineMembers& LineMembers::text(std::string_view key, std::string_view value) {
  append_key(key);
  rules::append_json_string(out_, value);
  return *this;
}

LineMembers& LineMembers::text_if_any(std::string_view key, std::string_view value) {
  return value.empty() ? *this : text(key, value);
}

LineMembers& LineMembers::number(std::string_view key, std::uint64_t value) {
  append_key(key);
  std::array<char, 20> digits{};
  out_.append(digits.data(), std::to_chars(digits.data(), digits.data() + digits.size(), value).ptr);
  return *this;
}

LineMembers& LineMembers::number_if_any(std::string_view key, std::uint64_t value) {
  return value == 0 ? *this : number(key, value);
}

LineMembers& LineMembers::truth(std::string_view key, bool value) {
  append_key(key);
  out_ += value ? "true" : "false";
  return *this;
}

LineMembers& LineMembers::element(std::string_view value) {
  separate();
  rules::append_json_string(out_, value);
  return *this;
}

LineMembers& LineMembers::open(std::string_view key, char bracket) {
  if (key.empty()) {
    separate();
  } else {
    append_key(key);
  }
  out_ += bracket;
  return *this;
}

LineMembers& LineMembers::close(char bracket) {
  out_ += bracket;
  return *this;
}

}  // namespace caveat::audit
