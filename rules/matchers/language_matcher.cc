// when.language: the language that the page states for itself.
#include <algorithm>
#include <utility>

#include "rules/language_advice.h"
#include "rules/language_tag.h"
#include "rules/matchers/matchers.h"

namespace caveat::rules {

namespace {

class LanguageMatcher : public Matcher {
 public:
  LanguageMatcher(std::vector<std::string> ranges, bool exception)
      : ranges_(std::move(ranges)), exception_(exception) {}

  Held matches(const Facts& facts) const override {
    if (!facts.page) return Held::undecided;
    // What is not known widens a rule, never narrows it.
    if (!names_a_language(facts.page->language)) return exception_ ? Held::no : Held::yes;
    const bool held = std::any_of(ranges_.begin(), ranges_.end(), [&](const std::string& range) {
      return language_holds(range, facts.page->language);
    });
    return held ? Held::yes : Held::no;
  }

  std::string explain(const Facts& facts) const override {
    if (!facts.page) return "the page's language is not known yet";
    std::string all;
    for (const std::string& range : ranges_) all += (all.empty() ? "" : " or ") + range;
    if (!names_a_language(facts.page->language)) {
      return "the page states no language, so it " +
             std::string(exception_ ? "is not taken for " : "may be ") + all;
    }
    const bool held = matches(facts) == Held::yes;
    return "the page is in " + facts.page->language + (held ? ", which is " : ", which is not ") + all;
  }

  bool asks_about_reader() const override { return false; }
  Awaits awaits() const override { return Awaits::page; }

 private:
  std::vector<std::string> ranges_;
  bool exception_;
};

}  // namespace

std::unique_ptr<const Matcher> make_language_matcher(const ConditionSource& source, Problems& problems) {
  std::vector<std::string> ranges;
  for (const PlacedText& text : texts_of(source.value, source.key, problems)) {
    if (is_language_tag(*text.text) && names_known_language(*text.text)) {
      ranges.push_back(lower_case_tag(*text.text));
    } else {
      problems.add(Code::bad_language, text.value->place, in_quotes(*text.text) + " is no language tag",
                   advise_on_language(*text.text));
    }
  }
  return std::make_unique<LanguageMatcher>(std::move(ranges), source.exception);
}

}  // namespace caveat::rules
