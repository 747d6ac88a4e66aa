// A TOML document as it is written, comments included: a concrete syntax tree without the blanks.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace caveat::rules {

struct WrittenLine;

/// A value as written: numbers, dates and strings verbatim, with their quotes.
struct WrittenValue {
  enum class Kind { scalar, list, inline_table };
  Kind kind = Kind::scalar;
  std::string text;                ///< of a scalar
  std::vector<WrittenLine> lines;  ///< items and comments of a list, pairs of an inline table
  bool broken = false;             ///< a list that goes over several lines
};

/// What has a line of its own in a document, or in a list with one item a line.
struct WrittenLine {
  enum class Kind { comment, header, pair, item };
  Kind kind = Kind::comment;
  bool after_blank_line = false;
  std::string text;    ///< a comment from its # on; a header with its brackets; the key of a pair
  WrittenValue value;  ///< of a pair or an item
  /// The comment beside it, then those on the lines below that stand under that one.
  std::vector<std::string> remarks;
};

using TomlSyntax = std::vector<WrittenLine>;

/// How far what stands in a list is indented, for each list around it.
inline constexpr std::size_t kListIndent = 4;

/// The tree of a text that `parse_toml` accepts; of others anything or nullopt. A BOM, CRLF line ends and
/// blanks at the ends of comments are gone from it; keys and headers are without blanks.
std::optional<TomlSyntax> scan_toml(std::string_view text);

/// All tokens and comments of the tree in their order, each with its kind and its length in bytes: the same
/// for two texts that differ in blanks, line ends and the layout of lists alone. Approvals stand for this
/// (docs/decisions/020-what-an-approval-covers.md): what is written here once is never written otherwise.
std::string token_text(std::span<const WrittenLine> syntax);

}  // namespace caveat::rules
