#include "rules/vocabulary/pack_reference.h"

#include <algorithm>
#include <vector>

#include "rules/vocabulary/pack_language.h"
#include "rules/wrapped_text.h"

namespace caveat::rules {

namespace {

constexpr std::size_t kColumns = 120;

constexpr std::string_view kHead =
    R"(<!-- Generated: caveat schema --format markdown > docs/rules/reference.md -->
# Reference

Every part of a pack, and every key that can stand in it. [Your first pack](first-pack.md) is the better beginning;
[recipes](recipes.md) show how the parts are used together.
`caveat schema` gives the same to editors, which then complete keys and say what they mean: put
`#:schema pack.schema.json` in the first line of a pack, with the path to that file.

Text stands in `"quotation marks"`, several texts in a list: `["RU", "BY"]`. Dates, numbers, `true` and `false` stand
without them: `2026-03-05`, `2026-03-05T18:00:00Z`, `451`. What follows a `#` is a comment.
)";

std::string quoted_words(std::span<const std::string_view> words) {
  std::string out;
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (i > 0) out += i + 1 == words.size() ? " or " : ", ";
    out += "`\"" + std::string(words[i]) + "\"`";
  }
  return out;
}

/// As Markdown makes it of a heading: lower case, hyphens for spaces, no other punctuation.
std::string anchor_of(std::string_view heading) {
  std::string out;
  for (const char c : heading) {
    const bool upper = c >= 'A' && c <= 'Z';
    const bool plain = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '-';
    if (upper || plain) out += upper ? static_cast<char>(c + 32) : c;
    if (c == ' ') out += '-';
  }
  return out;
}

std::string link_to(std::string_view text, const KeyTable& table) {
  return "[" + std::string(text) + "](#" + anchor_of(table.heading) + ")";
}

std::string table_in_words(const Key& key) {
  switch (key.kind) {
    case ValueKind::period:
      return link_to("a time", *key.inner) + ", or a list of two dates";
    case ValueKind::tables:
      return link_to("tables", *key.inner);
    case ValueKind::named_tables:
      return link_to("tables", *key.inner) + ", each with a name";
    default:
      return link_to("a table", *key.inner);
  }
}

std::string kind_in_words(const Key& key) {
  switch (key.kind) {
    case ValueKind::text:
      return "text";
    case ValueKind::texts:
    case ValueKind::texts_or_none:
      return "text, or a list";
    case ValueKind::word:
      return quoted_words(key.words);
    case ValueKind::words:
    case ValueKind::words_or_none:
      return quoted_words(key.words) + ", or a list";
    case ValueKind::named_texts:
      return "names and texts";
    case ValueKind::truth:
      return "`true` or `false`";
    case ValueKind::integer:
      return "a number";
    case ValueKind::statuses:
      return "a number, a class such as `\"4xx\"`, or a list";
    case ValueKind::date:
      return "a date";
    case ValueKind::two_dates:
      return "a list of two dates";
    default:
      return table_in_words(key);
  }
}

std::string row(const Key& key) {
  std::string out = "| `" + std::string(key.name) + "` | " + kind_in_words(key);
  if (key.need != Need::none) out += "; needed";
  out += " | " + std::string(key.about);
  if (!key.otherwise.empty()) out += " Without it: " + std::string(key.otherwise) + ".";
  if (!key.written.empty() && !key.inner && key.kind != ValueKind::named_texts)
    out += " For instance `" + std::string(key.written) + "`.";
  return out + " |\n";
}

std::string choice_in_words(const KeyTable& table) {
  const auto& keys = table.choice.keys;
  std::string names;
  for (std::size_t i = 0; i < keys.size(); ++i) {
    if (i > 0) names += i + 1 == keys.size() ? " and " : ", ";
    names += "`" + std::string(keys[i]) + "`";
  }
  return wrapped(
             std::string(table.choice.only_one ? "Exactly" : "At least") + " one of " + names + " is needed.",
             kColumns) +
         "\n";
}

std::string section(const KeyTable& table) {
  std::string out = "\n## " + std::string(table.heading) + "\n\n" + wrapped(table.about, kColumns) + "\n";
  if (!table.choice.keys.empty()) out += choice_in_words(table);
  out += "| key | value | |\n|---|---|---|\n";
  for (const Key& key : table.keys) {
    out += row(key);
  }
  if (!table.example.empty()) out += "\n```toml\n" + std::string(table.example) + "```\n";
  return out;
}

}  // namespace

std::string pack_reference() {
  std::string out(kHead);
  for (const KeyTable* table : pack_language()) {
    out += section(*table);
  }
  return out;
}

}  // namespace caveat::rules
