// when.method: what the reader's browser wants done.
#include <algorithm>
#include <utility>

#include "rules/ascii_case.h"
#include "rules/matchers/matchers.h"
#include "rules/vocabulary/words.h"

namespace caveat::rules {

namespace {

class MethodMatcher : public Matcher {
 public:
  explicit MethodMatcher(std::vector<std::string> methods) : methods_(std::move(methods)) {}

  // A HEAD is answered with the head that a GET gets (RFC 9110, 9.3.2).
  Held matches(const Facts& facts) const override {
    const std::string_view method = facts.method == "HEAD" ? "GET" : std::string_view(facts.method);
    return std::find(methods_.begin(), methods_.end(), method) != methods_.end() ? Held::yes : Held::no;
  }

  std::string explain(const Facts& facts) const override {
    std::string all;
    for (const std::string& method : methods_) all += (all.empty() ? "" : " or ") + method;
    const std::string counts_as = facts.method == "HEAD" ? " (which counts as GET)" : "";
    return "the method is " + facts.method + counts_as +
           (matches(facts) == Held::yes ? ", one of " : ", not ") + all;
  }

  bool asks_about_reader() const override { return false; }

 private:
  std::vector<std::string> methods_;
};

}  // namespace

std::unique_ptr<const Matcher> make_method_matcher(const ConditionSource& source, Problems& problems) {
  std::vector<std::string> methods;
  for (const PlacedText& text : texts_of(source.value, source.key, problems)) {
    const std::string upper = upper_case(*text.text);
    const bool known =
        std::find(std::begin(kMethodWords), std::end(kMethodWords), upper) != std::end(kMethodWords);
    if (known && upper == *text.text) {
      methods.push_back(upper);
      continue;
    }
    std::string advice;
    if (upper == "HEAD") advice = "write GET: a HEAD is treated as the GET that it stands for";
    if (known) advice = "write " + in_quotes(upper);
    problems.add(Code::unknown_word, text.value->place,
                 in_quotes(source.key) + " is " + one_of(kMethodWords) + ", not " + in_quotes(*text.text),
                 advice);
  }
  return std::make_unique<MethodMatcher>(std::move(methods));
}

}  // namespace caveat::rules
