#include "rules/toml_advice.h"

#include <algorithm>

#include "rules/utf8.h"

namespace caveat::rules {

namespace {

bool has(std::string_view text, std::string_view part) {
  return text.find(part) != std::string_view::npos;
}

/// The quotation marks that word processors put in.
bool has_curly_quotes(std::string_view line) {
  constexpr std::string_view kCurly[] = {"“", "”", "„", "«", "»", "‘", "’"};
  return std::any_of(std::begin(kCurly), std::end(kCurly),
                     [line](std::string_view quote) { return has(line, quote); });
}

struct Advice {
  std::string_view said;  ///< part of the parser's description
  std::string_view advice;
};

/// The first that fits counts.
constexpr Advice kAdvice[] = {
    {"unescaped control characters", "the quotation mark at the end of the text is missing"},
    {"encountered end-of-file", "something that was begun is not ended: is the rest of the file missing?"},
    {"inline table: expected comma", "put a comma between the parts"},
    {"inline table: expected key", "what stands in { } has to stay on one line, without a comma at its end"},
    {"parsing inline table", "what stands in { } has to stay on one line, with a comma between the parts"},
    {"cannot redefine", "this is there twice: keep one of them; several values go into a list in [ ]"},
    {"expected '=', saw ':'", "write = instead of :"},
    {"key-value pair: expected '='", "a line is: key = value"},
    {"saw ','", "several values go into a list: [\"...\", \"...\"]"},
    {"parsing array", "end the list with ], and put a comma between its values"},
    {"expected day", "there is no such day in the calendar"},
    {"parsing date", "dates are written year-month-day, with two digits each: 2024-02-20"},
    {"parsing floating-point", "dates are written 2024-02-20; text stands in quotation marks"},
    {"unknown escape", "write a backslash twice, or put the text between single quotation marks"},
    {"table header", "a heading is [name] or [[name]] on a line of its own"},
};

}  // namespace

std::string advise_on_toml(std::string_view line, int column, std::string_view description) {
  if (has_curly_quotes(line)) return "write straight quotation marks: \"...\"";
  if (has(description, "determine value type")) {
    const auto begin = static_cast<std::size_t>(std::max(1, column) - 1);
    const std::string_view rest = code_point_slice(line, begin, line.size());
    const std::string_view word = rest.substr(0, rest.find_first_of(" \t,]}#"));
    return "text stands in quotation marks: \"" + std::string(word) + "\"";
  }
  const auto found = std::find_if(std::begin(kAdvice), std::end(kAdvice),
                                  [&](const Advice& one) { return has(description, one.said); });
  return found == std::end(kAdvice) ? std::string() : std::string(found->advice);
}

}  // namespace caveat::rules
