#include <algorithm>
#include <iostream>
#include <string>
#include <string_view>
#include <vector>

#include "app/commands.h"
#include "app/exit_codes.h"
#include "rules/ascii_case.h"
#include "rules/code_explanation.h"
#include "rules/codes.h"
#include "rules/nearest_name.h"

namespace caveat::app {
namespace {

/// "10" and "cv10" for "CV010".
std::string completed(const std::string& code) {
  std::string_view digits = code;
  if (rules::lower_case(digits.substr(0, 2)) == "cv") digits.remove_prefix(2);
  const bool number = !digits.empty() && digits.size() < 3 &&
                      digits.find_first_not_of("0123456789") == std::string_view::npos;
  return number ? "CV" + std::string(3 - digits.size(), '0') + std::string(digits) : code;
}

/// The codes whose titles speak of `word`, a line each.
std::string speaking_of(const std::string& word) {
  std::string out;
  for (const rules::CodeEntry& entry : rules::code_table()) {
    if (rules::lower_case(entry.title).find(rules::lower_case(word)) == std::string::npos) continue;
    out += "  " + rules::code_name(entry.code) + "  " + entry.title + "\n";
  }
  return out;
}

int report_unknown(const std::string& code) {
  std::vector<std::string> names;
  for (const rules::CodeEntry& entry : rules::code_table()) names.push_back(rules::code_name(entry.code));
  const std::vector<std::string_view> known(names.begin(), names.end());
  const std::string found = speaking_of(code);
  const std::string near = found.empty() ? rules::did_you_mean(completed(code), known) : "";
  std::cerr << "caveat: there is no code `" << code << "`" << (near.empty() ? "" : "; " + near)
            << (found.empty() ? "; `caveat explain` lists all\n" : "; these speak of it:\n" + found);
  return kCouldNot;
}

std::string rendered_all(const ExplainArguments& arguments) {
  if (arguments.format == "markdown") return rules::codes_markdown();
  if (arguments.format == "json") return rules::codes_json(rules::code_table());
  if (!arguments.all) return rules::codes_text();
  std::string out;
  for (const rules::CodeEntry& entry : rules::code_table())
    out += (out.empty() ? "" : "\n\n") + rules::explanation_text(entry);
  return out;
}

}  // namespace

int explain(const ExplainArguments& arguments) {
  if (arguments.code.empty()) {
    std::cout << rendered_all(arguments);
    return kClean;
  }
  const rules::CodeEntry* entry = rules::find_code(completed(arguments.code));
  if (entry == nullptr) return report_unknown(arguments.code);
  std::cout << (arguments.format == "json"       ? rules::codes_json({entry, 1})
                : arguments.format == "markdown" ? rules::explanation_markdown(*entry)
                                                 : rules::explanation_text(*entry));
  return kClean;
}

}  // namespace caveat::app
