#include "html/script_scanner.h"

#include <algorithm>

#include "html/ascii.h"

namespace caveat::html {
namespace {

constexpr std::string_view kEscapeStart = "<!--";

}  // namespace

NameMatch match_tag_name(std::string_view bytes, std::string_view name) {
  const std::size_t common = std::min(bytes.size(), name.size());
  if (!equal_ignoring_ascii_case(bytes.substr(0, common), name.substr(0, common))) return NameMatch::no;
  if (bytes.size() <= name.size()) return NameMatch::unknown;
  const char next = bytes[name.size()];
  return is_ascii_space(next) || next == '/' || next == '>' ? NameMatch::yes : NameMatch::no;
}

ScriptScanner::Result ScriptScanner::scan(std::string_view bytes, std::string_view element_name,
                                          bool at_end) {
  std::size_t at = 0;
  while (at < bytes.size()) {
    if (state_ == State::plain) {
      at = std::min(bytes.find('<', at), bytes.size());
      if (at == bytes.size()) break;
    } else if (bytes[at] != '<') {
      if (bytes[at] == '>' && dashes_ >= 2) state_ = State::plain;
      dashes_ = bytes[at] == '-' ? dashes_ + 1 : 0;
      ++at;
      continue;
    }
    const LessThan meaning = less_than(bytes.substr(at), element_name);
    if (meaning == LessThan::unknown && !at_end) return {.text_bytes = at, .end_tag = false};
    if (meaning == LessThan::end_tag) return {.text_bytes = at, .end_tag = true};

    dashes_ = 0;
    ++at;
    if (meaning == LessThan::escapes) {
      state_ = State::escaped;
      dashes_ = 2;
      at += kEscapeStart.size() - 1;
    } else if (meaning == LessThan::escapes_twice) {
      state_ = State::double_escaped;
    } else if (meaning == LessThan::unescapes_once) {
      state_ = State::escaped;
    }
  }
  return {.text_bytes = bytes.size(), .end_tag = false};
}

/// `rest` begins with '<'.
ScriptScanner::LessThan ScriptScanner::less_than(std::string_view rest, std::string_view element_name) const {
  if (rest.size() < 2) return LessThan::unknown;
  const auto when = [](NameMatch match, LessThan meaning) {
    if (match == NameMatch::unknown) return LessThan::unknown;
    return match == NameMatch::yes ? meaning : LessThan::text;
  };
  if (rest[1] == '/') {
    const std::string_view name = rest.substr(2);
    return state_ == State::double_escaped ? when(match_tag_name(name, "script"), LessThan::unescapes_once)
                                           : when(match_tag_name(name, element_name), LessThan::end_tag);
  }
  if (state_ == State::escaped)
    return when(match_tag_name(rest.substr(1), "script"), LessThan::escapes_twice);
  if (state_ == State::double_escaped || !kEscapeStart.starts_with(rest.substr(0, kEscapeStart.size()))) {
    return LessThan::text;
  }
  return rest.size() < kEscapeStart.size() ? LessThan::unknown : LessThan::escapes;
}

}  // namespace caveat::html
