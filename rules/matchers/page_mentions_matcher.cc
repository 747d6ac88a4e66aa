// when.page_mentions: names and expressions in the page's text.
#include <algorithm>
#include <utility>

#include "rules/matchers/matchers.h"
#include "rules/mention_list.h"

namespace caveat::rules {

namespace {

class PageMentionsMatcher : public Matcher {
 public:
  PageMentionsMatcher(std::shared_ptr<const html::MentionSet> mentions, std::string all, bool exception)
      : mentions_(std::move(mentions)), all_(std::move(all)), exception_(exception) {}

  Held matches(const Facts& facts) const override {
    if (!facts.page_mentions) return Held::undecided;
    if (found(*facts.page_mentions)) return Held::yes;
    // What was not read may hold a mention; not knowing widens a rule, by `unless` as well as by `when`.
    const bool may = !facts.page_mentions->read_whole && !exception_;
    return may ? Held::yes : Held::no;
  }

  std::string explain(const Facts& facts) const override {
    if (!facts.page_mentions) return "the page's text is not known yet";
    if (found(*facts.page_mentions)) return "the page mentions one of " + all_;
    if (facts.page_mentions->read_whole) return "the page mentions none of " + all_;
    return std::string("the page was not read to its end: it counts as ") +
           (exception_ ? "not mentioning " : "mentioning ") + all_;
  }

  bool asks_about_reader() const override { return false; }
  Awaits awaits() const override { return Awaits::page_text; }
  std::shared_ptr<const html::MentionSet> mentions() const override { return mentions_; }

 private:
  bool found(const PageMentions& page) const {
    return std::ranges::find(page.found, mentions_.get()) != page.found.end();
  }

  std::shared_ptr<const html::MentionSet> mentions_;
  std::string all_;
  bool exception_;
};

/// The first few in the author's words.
std::string listed(const std::vector<PlacedText>& mentions) {
  constexpr std::size_t kShown = 3;
  std::string all;
  for (std::size_t i = 0; i < std::min(mentions.size(), kShown); ++i) {
    all += (all.empty() ? "" : ", ") + *mentions[i].text;
  }
  return mentions.size() > kShown ? all + " and " + std::to_string(mentions.size() - kShown) + " more" : all;
}

}  // namespace

std::unique_ptr<const Matcher> make_page_mentions_matcher(const ConditionSource& source, Problems& problems) {
  const std::vector<PlacedText> texts = texts_of(source.value, source.key, problems);
  return std::make_unique<PageMentionsMatcher>(compile_mentions(texts, problems), listed(texts),
                                               source.exception);
}

}  // namespace caveat::rules
