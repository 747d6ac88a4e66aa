#include "rules/value_patterns.h"

#include <re2/re2.h>

#include <algorithm>
#include <utility>

#include "html/mention_patterns.h"
#include "html/utf8.h"
#include "rules/expression_text.h"

namespace caveat::rules {

namespace {

constexpr std::string_view kExpressionPrefix = "re:";

/// Pages' values are folded already; a class of capitals is to match them all the same.
constexpr std::string_view kIgnoringCase = "(?i)";

std::string utf8_of(std::u32string_view text) {
  std::string utf8;
  for (const char32_t c : text) html::append_utf8(utf8, c);
  return utf8;
}

}  // namespace

ValuePatterns ValuePatterns::compile(const std::vector<PlacedText>& texts, Problems& problems) {
  ValuePatterns patterns;
  for (const PlacedText& text : texts) {
    patterns.in_words_ += (patterns.in_words_.empty() ? "" : " or ") + *text.text;
    is_expression(*text.text) ? patterns.add_expression(text, problems) : patterns.add(text, problems);
  }
  return patterns;
}

void ValuePatterns::add(const PlacedText& text, Problems& problems) {
  std::u32string folded = html::fold_text(*text.text);
  const bool beginning = folded.ends_with(U'*');
  if (beginning) folded.pop_back();
  const std::size_t star = text.text->find('*');
  if (folded.empty()) {
    problems.add(Code::bad_value_pattern, text.value->place, "there is nothing to look for");
  } else if (folded.find(U'*') != std::u32string::npos) {
    problems.add(Code::bad_value_pattern, problems.within(*text.value, star, 1),
                 "`*` stands for the rest of a value, so only at its end",
                 "for anything else write an expression: \"re:...\"");
  }
  (beginning ? beginnings_ : values_).push_back(std::move(folded));
}

void ValuePatterns::add_expression(const PlacedText& text, Problems& problems) {
  // The author's own spelling first, so that a message speaks of it.
  if (!compiled_expression(text, problems)) return;
  const std::string_view expression = std::string_view(*text.text).substr(kExpressionPrefix.size());
  const auto folded = html::folded_expression(expression);
  if (!folded) {
    const html::MentionError& error = folded.error();
    problems.add(Code::bad_pattern,
                 problems.within(*text.value, kExpressionPrefix.size() + error.offset, error.length),
                 error.message, error.suggestion);
    return;
  }
  auto compiled = expression_of(std::string(kIgnoringCase) + *folded);
  if (compiled->ok()) expressions_.push_back(std::move(compiled));
}

bool ValuePatterns::match(const StatedName& value) const {
  if (std::ranges::find(values_, value.folded) != values_.end()) return true;
  const auto begins = [&value](const std::u32string& beginning) {
    return value.folded.starts_with(beginning);
  };
  if (std::ranges::any_of(beginnings_, begins)) return true;
  if (expressions_.empty()) return false;
  const std::string utf8 = utf8_of(value.folded);
  return std::ranges::any_of(expressions_,
                             [&utf8](const auto& one) { return re2::RE2::FullMatch(utf8, *one); });
}

}  // namespace caveat::rules
