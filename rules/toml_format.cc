#include "rules/toml_format.h"

#include "rules/problems.h"
#include "rules/toml.h"
#include "rules/toml_layout.h"
#include "rules/toml_syntax.h"
#include "rules/toml_values.h"

namespace caveat::rules {

std::optional<std::string> format_toml(const SourceFile& file, std::vector<Diagnostic>& diagnostics) {
  const auto document = parse_toml(file.path, file.text, diagnostics);
  if (!document) return std::nullopt;
  if (const auto syntax = scan_toml(file.text)) {
    std::string text = lay_out(*syntax);
    std::vector<Diagnostic> problems_of_result;
    const auto result = parse_toml(file.path, text, problems_of_result);
    const auto syntax_of_result = scan_toml(text);
    if (result && same_table(*document, *result, KeyOrder::counts) && syntax_of_result &&
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
