#include "proxy/forwarded_field.h"

#include <algorithm>
#include <utility>

#include "rules/ascii_case.h"

namespace caveat::proxy {
namespace {

constexpr std::size_t kNowhere = std::string_view::npos;
constexpr std::string_view kEndsToken = "\"(),/:;<=>?@[\\]{} \t";
constexpr std::string_view kEndsBareValue = "\"\\,; \t";

void skip_space(std::string_view& rest) {
  rest.remove_prefix(std::min(rest.find_first_not_of(" \t"), rest.size()));
}

bool take(std::string_view& rest, char c) {
  if (!rest.starts_with(c)) return false;
  rest.remove_prefix(1);
  return true;
}

std::string_view take_until(std::string_view& rest, std::string_view ends) {
  const std::string_view taken = rest.substr(0, rest.find_first_of(ends));
  rest.remove_prefix(taken.size());
  return taken;
}

/// The rest of a quoted-string (RFC 9110, 5.6.4) whose first quote is read; nullopt if it has no end.
std::optional<std::string> take_quoted(std::string_view& rest) {
  std::string text;
  for (std::size_t i = 0; i < rest.size(); ++i) {
    if (rest[i] == '"') {
      rest.remove_prefix(i + 1);
      return text;
    }
    if (rest[i] == '\\' && ++i == rest.size()) break;
    text += rest[i];
  }
  return std::nullopt;
}

struct ForwardedElement {
  int fors = 0;
  std::string node;
  std::string pairs_but_host;  ///< as they are written
};

/// forwarded-element = [ forwarded-pair ] *( ";" [ forwarded-pair ] )
std::optional<ForwardedElement> parse_element(std::string_view rest) {
  ForwardedElement element;
  for (;;) {
    skip_space(rest);
    const std::string_view pair = rest;
    if (const std::string_view name = take_until(rest, kEndsToken); !name.empty()) {
      if (!take(rest, '=')) return std::nullopt;
      auto value = take(rest, '"') ? take_quoted(rest) : std::string(take_until(rest, kEndsBareValue));
      if (!value) return std::nullopt;
      if (!rules::equal_ignoring_case(name, "host")) {
        if (!element.pairs_but_host.empty()) element.pairs_but_host += ';';
        element.pairs_but_host += pair.substr(0, pair.size() - rest.size());
      }
      if (rules::equal_ignoring_case(name, "for")) {
        ++element.fors;
        element.node = *std::move(value);
      }
      skip_space(rest);
    }
    if (rest.empty()) return element;
    if (!take(rest, ';')) return std::nullopt;
  }
}

LastElement split_at(std::string_view line, std::size_t comma) {
  if (comma == kNowhere) return {line, std::nullopt};
  return {line.substr(comma + 1), line.substr(0, comma)};
}

}  // namespace

LastElement last_of_x_forwarded_for(std::string_view line) {
  return split_at(line, line.rfind(','));
}

// What begins within a quoted-string holds an odd number of quotes, and a backslash only where it escapes: it
// cannot be parsed. So the shortest end that can be parsed is the element.
LastElement last_of_forwarded(std::string_view line) {
  std::size_t comma = line.rfind(',');
  while (!parse_element(split_at(line, comma).element)) {
    if (comma == kNowhere) return split_at(line, line.rfind(','));
    comma = comma == 0 ? kNowhere : line.rfind(',', comma - 1);
  }
  return split_at(line, comma);
}

std::string forwarded_without_hosts(std::string_view line) {
  std::string list;
  for (std::optional<std::string_view> rest = line; rest;) {
    const LastElement last = last_of_forwarded(*rest);
    const auto parsed = parse_element(last.element);
    if (!parsed) break;
    if (!list.empty() && !parsed->pairs_but_host.empty()) list.insert(0, ", ");
    list.insert(0, parsed->pairs_but_host);
    rest = last.before;
  }
  return list;
}

std::optional<std::string> forwarded_for(std::string_view element) {
  auto parsed = parse_element(element);
  if (!parsed || parsed->fors != 1) return std::nullopt;
  return std::move(parsed->node);
}

}  // namespace caveat::proxy
