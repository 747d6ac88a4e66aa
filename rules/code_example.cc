#include "rules/code_example.h"

#include <algorithm>
#include <chrono>
#include <string>
#include <utility>

#include "rules/checked_rules.h"
#include "rules/rule_set.h"
#include "rules/vocabulary/pack_language.h"

namespace caveat::rules {

namespace {

constexpr std::string_view kFileName = "example.toml";
constexpr std::chrono::sys_seconds kDay = std::chrono::sys_days(std::chrono::year(2026) / 6 / 1);

constexpr std::string_view kExampleHead = "[pack]\nid = \"example\"\ntitle = \"Example\"\n";
constexpr std::string_view kExampleRule = "[[rules]]\nid = \"example\"\n";
constexpr std::string_view kAction = "headers.set.X-Example = \"yes\"\n";
constexpr std::string_view kExampleNotice =
    "[notices.example]\nkind = \"information\"\ntext.en = \"Words.\"\n";

bool has_line(std::string_view text, std::string_view beginning) {
  return text.starts_with(beginning) || text.find("\n" + std::string(beginning)) != std::string_view::npos;
}

bool acts(std::string_view example) {
  return std::any_of(kRuleKeys.choice.keys.begin(), kRuleKeys.choice.keys.end(),
                     [example](std::string_view action) { return has_line(example, action); });
}

/// The file that the example stands in, and how many lines of it come before the example.
struct Framed {
  std::string text;
  int lines_before = 0;
};

Framed framed(std::string_view example) {
  if (has_line(example, "[pack]")) return {std::string(example), 0};
  std::string before(kExampleHead);
  std::string behind;
  const bool is_rule = !example.starts_with('[');
  if (is_rule) before += kExampleRule;
  if (is_rule && !acts(example)) before += kAction;
  if (!is_rule && !has_line(example, "[[rules]]")) behind += std::string(kExampleRule) + std::string(kAction);
  const bool uses_notice = example.find("\"example\"") != std::string_view::npos;
  if (uses_notice && !has_line(example, "[notices.")) behind += kExampleNotice;
  const auto lines = std::count(before.begin(), before.end(), '\n');
  return {before + std::string(example) + behind, static_cast<int>(lines)};
}

}  // namespace

std::vector<Diagnostic> check_example(std::string_view example, Code code) {
  const Framed frame = framed(example);
  const SourceFile file{std::string(kFileName), frame.text};
  std::vector<Diagnostic> diagnostics = RuleSet::compile({&file, 1}, kDay).diagnostics;
  std::erase_if(diagnostics, [](const Diagnostic& one) { return one.silenced.has_value(); });
  const auto is_it = [name = code_name(code)](const Diagnostic& one) {
    return one.code == name && !one.silenced;
  };
  if (std::none_of(diagnostics.begin(), diagnostics.end(), is_it)) {
    for (Diagnostic& one : check_rules({&file, 1}, kDay).diagnostics) {
      if (is_it(one)) diagnostics.push_back(std::move(one));
    }
  }
  for (Diagnostic& diagnostic : diagnostics) diagnostic.place.line -= frame.lines_before;
  return diagnostics;
}

}  // namespace caveat::rules
