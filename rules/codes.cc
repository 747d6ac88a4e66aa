#include "rules/codes.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdio>
#include <stdexcept>
#include <vector>

#include "rules/embedded_text.h"
#include "rules/text_lines.h"

namespace caveat::rules {

namespace {

constexpr std::string_view kEntryMark = "--- ";
constexpr std::string_view kError = "error: ";
constexpr std::string_view kWarning = "warning: ";

/// Up to the next mark.
std::string_view next_section(std::string_view& rest) {
  const std::string_view before = rest;
  std::size_t length = 0;
  while (!rest.empty() && !rest.starts_with(kEntryMark)) length += take_line(rest).size() + 1;
  return before.substr(0, length);
}

/// Lines become paragraphs: an empty line parts them.
std::string paragraphs(std::string_view section) {
  std::string out;
  bool parted = false;
  while (!section.empty()) {
    const std::string_view line = take_line(section);
    if (line.empty()) {
      parted = true;
      continue;
    }
    if (!out.empty()) out += parted ? '\n' : ' ';
    out += line;
    parted = false;
  }
  return out;
}

std::string without_edges(std::string_view section) {
  while (section.starts_with('\n')) section.remove_prefix(1);
  while (section.ends_with("\n\n")) section.remove_suffix(1);
  return std::string(section);
}

CodeEntry read_entry(const EmbeddedText& file) {
  CodeEntry entry;
  int number = 0;
  std::from_chars(file.name.data() + 2, file.name.data() + file.name.size(), number);
  entry.code = static_cast<Code>(number);
  std::string_view rest = file.text;
  const std::string_view first = take_line(rest);
  entry.severity = first.starts_with(kError) ? Severity::error : Severity::warning;
  entry.title = first.substr(std::min(first.size(), (first.starts_with(kError) ? kError : kWarning).size()));
  entry.explanation = paragraphs(next_section(rest));
  while (!rest.empty()) {
    const std::string_view mark = take_line(rest).substr(kEntryMark.size());
    const std::string_view section = next_section(rest);
    if (mark == "wrong") entry.wrong = without_edges(section);
    if (mark == "right") entry.right = without_edges(section);
    if (mark == "no example") entry.no_example = paragraphs(section);
  }
  return entry;
}

std::vector<CodeEntry> read_entries() {
  std::vector<CodeEntry> out;
  for (const EmbeddedText& file : embedded_codes()) out.push_back(read_entry(file));
  return out;
}

}  // namespace

std::span<const CodeEntry> code_table() {
  static const std::vector<CodeEntry> kEntries = read_entries();
  return kEntries;
}

std::string code_name(Code code) {
  std::array<char, 8> text{};
  const int length = std::snprintf(text.data(), text.size(), "CV%03d", static_cast<int>(code));
  return {text.data(), static_cast<std::size_t>(length)};
}

const CodeEntry* find_code(std::string_view name) {
  const auto same_letter = [](char a, char b) { return (a & ~0x20) == (b & ~0x20) || a == b; };
  for (const CodeEntry& entry : code_table()) {
    const std::string known = code_name(entry.code);
    if (std::equal(known.begin(), known.end(), name.begin(), name.end(), same_letter)) return &entry;
  }
  return nullptr;
}

const CodeEntry& code_entry(Code code) {
  const auto entries = code_table();
  const auto found = std::find_if(entries.begin(), entries.end(),
                                  [code](const CodeEntry& entry) { return entry.code == code; });
  if (found == entries.end()) throw std::logic_error("rules/codes/" + code_name(code) + ".txt is missing");
  return *found;
}

}  // namespace caveat::rules
