// One entry of `when.path`: a glob, or an expression behind "re:".
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "rules/path_glob.h"
#include "rules/problems.h"
#include "rules/table_reader.h"

namespace re2 {
class RE2;
}

namespace caveat::rules {

/// A value; cheap to copy but for its text.
class PathPattern {
 public:
  /// nullopt after a diagnostic.
  static std::optional<PathPattern> parse(const PlacedText& text, Problems& problems);

  /// `path` in canonical form, without the query.
  bool matches(std::string_view path) const;
  /// As the author wrote it.
  const std::string& text() const { return text_; }
  /// What every path that it matches begins with.
  const std::string& literal_prefix() const { return literal_prefix_; }
  /// Texts that stand behind a slash, wherever, in every path that it matches.
  const std::vector<std::string>& later_literals() const { return later_literals_; }

 private:
  PathPattern() = default;
  static PathPattern of_glob(const std::string& text);

  std::string text_;
  std::string literal_prefix_;
  std::vector<std::string> later_literals_;
  std::optional<PathGlob> glob_;
  std::string needle_;  ///< stands in every path that it matches; looked for before the expression is asked
  std::shared_ptr<const re2::RE2> expression_;  ///< null if there is a `glob_`
};

/// The literal characters that an expression begins with.
struct LeadingLiteral {
  bool at_beginning =
      false;         ///< behind "^": each text that it is found in begins with them. Else it has them
  std::string text;  ///< empty where it is not plain to see
};

LeadingLiteral leading_literal(std::string_view expression);

}  // namespace caveat::rules
