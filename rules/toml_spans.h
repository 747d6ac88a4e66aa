// Which bytes of a TOML text are which key and value, for edits that leave all others alone.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace caveat::rules {

/// From `begin` until before `end`.
struct ByteSpan {
  std::size_t begin = 0;
  std::size_t end = 0;
};

/// A key, or the number of an item in a list, counted from 0.
using TomlStep = std::variant<std::string, std::size_t>;
/// From the document's root: "rules", 0, "when", "region".
using TomlPath = std::vector<TomlStep>;

struct SpannedPair;

/// A value as written.
struct SpannedValue {
  enum class Kind { scalar, list, inline_table };
  Kind kind = Kind::scalar;
  ByteSpan span;
  std::vector<SpannedPair> members;  ///< items of a list, whose keys are empty; pairs of an inline table
};

struct SpannedPair {
  std::vector<std::string> key;  ///< its parts, without quotes
  ByteSpan key_span;
  SpannedValue value;
};

/// `[a.b]`, `[[a.b]]`, or `a.b = value`.
struct TomlStatement {
  enum class Kind { table, item_of_tables, pair };
  Kind kind = Kind::pair;
  TomlPath path;            ///< of the table, or of the pair's value
  std::size_t section = 0;  ///< of a pair: the number of the heading above it, counted from 1; 0: none
  ByteSpan span;            ///< without blanks and comments around it
  SpannedPair pair;         ///< of a pair; of a heading the key and its span
};

/// In the order of a text that `parse_toml` accepts; of others anything or nullopt.
std::optional<std::vector<TomlStatement>> spans_of(std::string_view text);

}  // namespace caveat::rules
