// when.reader_language: a language that the reader's browser asks for.
#include <algorithm>
#include <utility>

#include "rules/language_advice.h"
#include "rules/language_tag.h"
#include "rules/matchers/matchers.h"

namespace caveat::rules {

namespace {

class ReaderLanguageMatcher : public Matcher {
 public:
  ReaderLanguageMatcher(std::vector<std::string> ranges, bool exception)
      : ranges_(std::move(ranges)), exception_(exception) {}

  /// A browser that asks for none may be anybody's; not knowing widens a rule, by `unless` as well.
  Held matches(const Facts& facts) const override {
    const bool held = facts.reader_languages.empty() ? !exception_ : asked_for(facts);
    return held ? Held::yes : Held::no;
  }

  std::string explain(const Facts& facts) const override {
    std::string all;
    for (const std::string& range : ranges_) all += (all.empty() ? "" : " or ") + range;
    if (facts.reader_languages.empty()) {
      return "the reader's browser asks for no language, so it " +
             std::string(exception_ ? "does not count as asking for " : "counts as asking for ") + all;
    }
    return std::string("the reader's browser ") + (asked_for(facts) ? "asks for " : "does not ask for ") +
           all;
  }

  bool asks_about_reader() const override { return true; }

 private:
  bool asked_for(const Facts& facts) const {
    return std::any_of(ranges_.begin(), ranges_.end(), [&facts](const std::string& range) {
      return std::any_of(facts.reader_languages.begin(), facts.reader_languages.end(),
                         [&range](const std::string& tag) { return language_holds(range, tag); });
    });
  }

  std::vector<std::string> ranges_;
  bool exception_;
};

}  // namespace

std::unique_ptr<const Matcher> make_reader_language_matcher(const ConditionSource& source,
                                                            Problems& problems) {
  std::vector<std::string> ranges;
  for (const PlacedText& text : texts_of(source.value, source.key, problems)) {
    if (is_language_tag(*text.text) && names_known_language(*text.text)) {
      ranges.push_back(lower_case_tag(*text.text));
    } else {
      problems.add(Code::bad_language, text.value->place, in_quotes(*text.text) + " is no language tag",
                   advise_on_language(*text.text));
    }
  }
  return std::make_unique<ReaderLanguageMatcher>(std::move(ranges), source.exception);
}

}  // namespace caveat::rules
