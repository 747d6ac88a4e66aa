#include "rules/json_pointer.h"

#include <algorithm>

namespace caveat::rules {

namespace {

/// Where a '~' stands that is neither "~0" nor "~1"; npos if there is none.
std::size_t bad_escape(std::string_view text) {
  for (std::size_t at = text.find('~'); at != std::string_view::npos; at = text.find('~', at + 1)) {
    if (at + 1 == text.size() || (text[at + 1] != '0' && text[at + 1] != '1')) return at;
  }
  return std::string_view::npos;
}

std::string unescaped(std::string_view segment) {
  std::string name;
  for (std::size_t i = 0; i < segment.size(); ++i) {
    if (segment[i] != '~') {
      name += segment[i];
    } else {
      name += segment[++i] == '0' ? '~' : '/';
    }
  }
  return name;
}

}  // namespace

std::optional<JsonPointer> JsonPointer::parse(std::string_view text, Fault& fault) {
  if (!text.empty() && text.front() != '/') {
    std::string likely = "/" + std::string(text);
    std::replace(likely.begin(), likely.end(), '.', '/');
    fault = {0, text.size(), "a pointer begins with `/`", "write `json:" + likely + "`"};
    return std::nullopt;
  }
  if (const std::size_t at = bad_escape(text); at != std::string_view::npos) {
    fault = {at, 1, "`~` stands before `0` or `1` only", "write `~0` for `~`, and `~1` for a `/` in a name"};
    return std::nullopt;
  }
  JsonPointer pointer;
  pointer.text_ = text;
  while (!text.empty()) {
    text.remove_prefix(1);
    const std::string_view segment = text.substr(0, text.find('/'));
    text.remove_prefix(segment.size());
    if (segment == "*") {
      pointer.segments_.emplace_back();
    } else {
      pointer.segments_.emplace_back(unescaped(segment));
    }
  }
  return pointer;
}

bool JsonPointer::names_member(std::size_t segment, std::string_view name) const {
  return is_every(segment) || *segments_[segment] == name;
}

bool JsonPointer::names_element(std::size_t segment, std::size_t index) const {
  return is_every(segment) || *segments_[segment] == std::to_string(index);
}

}  // namespace caveat::rules
