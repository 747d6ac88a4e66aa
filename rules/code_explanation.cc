#include "rules/code_explanation.h"

#include <utility>

#include "rules/code_example.h"
#include "rules/diagnostic_renderers.h"
#include "rules/json_text.h"
#include "rules/text_lines.h"
#include "rules/wrapped_text.h"

namespace caveat::rules {

namespace {

constexpr std::size_t kTerminalColumns = 79;
constexpr std::size_t kDocumentColumns = 120;

constexpr std::string_view kDocumentHead =
    R"(<!-- Generated: caveat explain --all --format markdown > docs/codes.md -->
# Codes

Every finding of `caveat check` carries a code. A code never changes its meaning, so a memo can cite it.
`caveat explain CV010` shows one of them in a terminal, `caveat explain` lists them all.

Every example is shown with what `check` says of it. An example without `[pack]` is a part of a pack: the lines of one
rule, or one of the pack's tables.
)";

std::string indented(std::string_view text) {
  std::string out;
  while (!text.empty()) {
    const std::string_view line = take_line(text);
    out += line.empty() ? "\n" : "    " + std::string(line) + "\n";
  }
  return out;
}

std::string said_of_wrong(const CodeEntry& entry) {
  return render(check_example(entry.wrong, entry.code), DiagnosticFormat::text);
}

std::string heading(const CodeEntry& entry) {
  return code_name(entry.code) + " (" + std::string(severity_name(entry.severity)) + "): " + entry.title;
}

std::string fenced(std::string_view language, std::string_view text) {
  return "```" + std::string(language) + "\n" + std::string(text) + "```\n";
}

}  // namespace

std::string explanation_text(const CodeEntry& entry) {
  std::string out = heading(entry) + "\n\n" + wrapped(entry.explanation, kTerminalColumns);
  if (!entry.no_example.empty()) return out + "\n" + wrapped(entry.no_example, kTerminalColumns);
  out += "\nWrong:\n\n" + indented(entry.wrong) + "\nWhat `caveat check` says of it:\n\n";
  return out + indented(said_of_wrong(entry)) + "\nRight:\n\n" + indented(entry.right);
}

std::string codes_text() {
  std::string out;
  for (const CodeEntry& entry : code_table()) {
    const std::string severity(severity_name(entry.severity));
    out +=
        code_name(entry.code) + "  " + severity + std::string(9 - severity.size(), ' ') + entry.title + "\n";
  }
  return out;
}

std::string explanation_markdown(const CodeEntry& entry) {
  std::string out = "## " + heading(entry) + "\n\n" + wrapped(entry.explanation, kDocumentColumns) + "\n";
  if (!entry.no_example.empty()) return out + wrapped(entry.no_example, kDocumentColumns);
  return out + "Wrong:\n\n" + fenced("toml", entry.wrong) + "\n" + fenced("text", said_of_wrong(entry)) +
         "\nRight:\n\n" + fenced("toml", entry.right);
}

std::string codes_markdown() {
  std::string out(kDocumentHead);
  for (const CodeEntry& entry : code_table()) out += "\n" + explanation_markdown(entry);
  return out;
}

std::string codes_json(std::span<const CodeEntry> entries) {
  JsonText json;
  json.begin_list();
  for (const CodeEntry& entry : entries) {
    json.begin_object().text("code", code_name(entry.code)).text("severity", severity_name(entry.severity));
    json.text("title", entry.title).text("explanation", entry.explanation);
    if (entry.no_example.empty()) {
      json.text("wrong", entry.wrong).text("report", said_of_wrong(entry)).text("right", entry.right);
    }
    json.end_object();
  }
  return std::move(json.end_list()).take();
}

}  // namespace caveat::rules
