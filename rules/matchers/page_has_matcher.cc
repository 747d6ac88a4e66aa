// when.page_has: an element of the page.
#include <algorithm>
#include <utility>

#include "rules/matchers/matchers.h"
#include "rules/selector_check.h"

namespace caveat::rules {

namespace {

class PageHasMatcher : public Matcher {
 public:
  PageHasMatcher(html::SelectorList selector, bool exception)
      : selector_(std::make_shared<const html::SelectorList>(std::move(selector))), exception_(exception) {}

  Held matches(const Facts& facts) const override {
    if (!facts.page_mentions) return Held::undecided;
    if (found(*facts.page_mentions)) return Held::yes;
    // What was not read may hold such an element; not knowing widens a rule, by `unless` as well as by
    // `when`.
    const bool may = !facts.page_mentions->read_whole && !exception_;
    return may ? Held::yes : Held::no;
  }

  std::string explain(const Facts& facts) const override {
    const std::string& wanted = selector_->text();
    if (!facts.page_mentions) return "what the page has is not known yet";
    if (found(*facts.page_mentions)) return "the page has " + wanted;
    if (facts.page_mentions->read_whole) return "the page has no " + wanted;
    return std::string("the page was not read to its end: it counts as ") +
           (exception_ ? "not having " : "having ") + wanted;
  }

  bool asks_about_reader() const override { return false; }
  Awaits awaits() const override { return Awaits::page_text; }
  std::shared_ptr<const html::SelectorList> elements() const override { return selector_; }

 private:
  bool found(const PageMentions& page) const {
    return std::ranges::find(page.elements, selector_.get()) != page.elements.end();
  }

  std::shared_ptr<const html::SelectorList> selector_;
  bool exception_;
};

}  // namespace

std::unique_ptr<const Matcher> make_page_has_matcher(const ConditionSource& source, Problems& problems) {
  auto selector = joined_selectors(texts_of(source.value, source.key, problems), problems);
  if (!selector) return nullptr;
  return std::make_unique<PageHasMatcher>(std::move(*selector), source.exception);
}

}  // namespace caveat::rules
