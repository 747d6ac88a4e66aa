#include "rules/toml_format.h"

#include <algorithm>
#include <bit>
#include <cstdint>

#include "rules/problems.h"
#include "rules/toml.h"
#include "rules/toml_layout.h"
#include "rules/toml_syntax.h"

namespace caveat::rules {

namespace {

bool same_values(const TomlTable& a, const TomlTable& b);

bool same_moment(const TomlDateTime& a, const TomlDateTime& b) {
  return a.date == b.date && a.time_of_day == b.time_of_day && a.offset == b.offset;
}

bool same_value(const TomlValue& a, const TomlValue& b) {
  if (a.data.index() != b.data.index()) return false;
  if (const auto* table = a.table()) return same_values(*table, *b.table());
  if (const auto* list = a.array())
    return std::equal(list->begin(), list->end(), b.array()->begin(), b.array()->end(), same_value);
  if (const auto* moment = a.date_time()) return same_moment(*moment, *b.date_time());
  if (const auto* text = a.string()) return *text == *b.string();
  if (const auto* number = a.integer()) return *number == *b.integer();
  if (const auto* truth = a.boolean()) return *truth == *b.boolean();
  // By bits: nan is not equal to itself.
  return std::bit_cast<std::uint64_t>(std::get<double>(a.data)) ==
         std::bit_cast<std::uint64_t>(std::get<double>(b.data));
}

bool same_values(const TomlTable& a, const TomlTable& b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](const TomlEntry& one, const TomlEntry& other) {
    return one.key == other.key && same_value(one.value, other.value);
  });
}

}  // namespace

std::optional<std::string> format_toml(const SourceFile& file, std::vector<Diagnostic>& diagnostics) {
  const auto document = parse_toml(file.path, file.text, diagnostics);
  if (!document) return std::nullopt;
  if (const auto syntax = scan_toml(file.text)) {
    std::string text = lay_out(*syntax);
    std::vector<Diagnostic> problems_of_result;
    const auto result = parse_toml(file.path, text, problems_of_result);
    const auto syntax_of_result = scan_toml(text);
    if (result && same_values(*document, *result) && syntax_of_result &&
        token_text(*syntax_of_result) == token_text(*syntax))
      return text;
  }
  Problems problems(file, diagnostics);
  problems.add(Code::layout_refused, SourcePlace{file.path, 1, 1, 1},
               "in another layout this file would not say the same, so it was left as it is",
               "this is a fault in Caveat: please report it with the file");
  return std::nullopt;
}

}  // namespace caveat::rules
