#include "html/style_components.h"

#include <cstddef>

#include "html/ascii.h"

namespace caveat::html {

std::vector<std::string_view> components_of(std::string_view value) {
  std::vector<std::string_view> components;
  std::size_t begin = 0;
  std::size_t depth = 0;
  for (std::size_t at = 0; at <= value.size(); ++at) {
    const char c = at < value.size() ? value[at] : ' ';
    if (c == '(') ++depth;
    if (c == ')' && depth > 0) --depth;
    const bool parts = depth == 0 && (c == ' ' || c == ',' || c == '/');
    if (!parts && at < value.size()) continue;
    if (at > begin) components.push_back(value.substr(begin, at - begin));
    begin = at + 1;
  }
  return components;
}

bool is_keyword(std::string_view component) {
  const bool dashed = component.size() > 1 && component[0] == '-';
  return !component.empty() && is_ascii_alpha(component[dashed ? 1 : 0]) &&
         component.find('(') == std::string_view::npos;
}

StyleFunction function_in(std::string_view component) {
  const std::size_t open = component.find('(');
  if (open == std::string_view::npos) return {};
  StyleFunction function{component.substr(0, open), component.substr(open + 1)};
  if (function.arguments.ends_with(')')) function.arguments.remove_suffix(1);
  for (const std::string_view prefix : {"-webkit-", "-moz-"}) {
    if (function.name.starts_with(prefix)) function.name.remove_prefix(prefix.size());
  }
  return function;
}

}  // namespace caveat::html
