// Values that a page states of itself, such as an author's name, as rules name them.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "rules/article_facts.h"
#include "rules/table_reader.h"

namespace re2 {
class RE2;
}

namespace caveat::rules {

/// Immutable. Compared as mentions are (case, «ё» and «е», white space, spellings of one letter do not
/// matter), but always with the whole value: "Russia" is not "Russia today".
class ValuePatterns {
 public:
  /// A value; its beginning, "Russia*"; or an RE2 expression over the whole value, "re:...".
  static ValuePatterns compile(const std::vector<PlacedText>& texts, Problems& problems);

  bool match(const StatedName& value) const;
  /// All of them in the author's words, for explanations.
  const std::string& in_words() const { return in_words_; }

 private:
  void add(const PlacedText& text, Problems& problems);
  void add_expression(const PlacedText& text, Problems& problems);

  std::vector<std::u32string> values_;
  std::vector<std::u32string> beginnings_;
  std::vector<std::shared_ptr<const re2::RE2>> expressions_;
  std::string in_words_;
};

}  // namespace caveat::rules
