#include "rules/wrapped_text.h"

#include <algorithm>

#include "rules/utf8.h"

namespace caveat::rules {

std::string wrapped(std::string_view text, std::size_t columns) {
  std::string out;
  std::size_t column = 0;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find_first_of(" \n"), text.size());
    const std::string_view word = text.substr(0, end);
    const std::size_t width = count_code_points(word);
    if (column > 0 && column + 1 + width > columns) {
      out += '\n';
      column = 0;
    }
    if (column > 0) out += ' ';
    column += (column > 0 ? 1 : 0) + width;
    out += word;
    const bool paragraph = end < text.size() && text[end] == '\n';
    if (paragraph) out += "\n\n";
    if (paragraph) column = 0;
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return out + "\n";
}

}  // namespace caveat::rules
