// when.article_tag, when.article_author: what a page states of the article that it shows.
#include <algorithm>
#include <utility>

#include "rules/matchers/matchers.h"
#include "rules/value_patterns.h"

namespace caveat::rules {

namespace {

using Names = std::vector<StatedName> ArticleFacts::*;

/// How the condition speaks of what it asks for.
struct Wording {
  std::string_view is;    ///< of an article, then a name
  std::string_view none;  ///< the page states none
};

constexpr Wording kTagWords = {"tagged ", "the page states no tags"};
constexpr Wording kAuthorWords = {"by ", "the page states no author"};

class ArticleNamesMatcher : public Matcher {
 public:
  ArticleNamesMatcher(ValuePatterns wanted, Names names, const Wording& words, bool exception)
      : wanted_(std::move(wanted)), names_(names), words_(words), exception_(exception) {}

  Held matches(const Facts& facts) const override {
    if (!facts.article) return Held::undecided;
    if (found(*facts.article)) return Held::yes;
    switch (facts.article->reading) {
      case ArticleReading::going_on:
        return Held::undecided;
      case ArticleReading::no_page:
        return Held::no;
      case ArticleReading::in_part:
        break;
      case ArticleReading::whole:
        if (!stated(*facts.article).empty()) return Held::no;
    }
    // Not knowing widens a rule, by `unless` as well as by `when`.
    return exception_ ? Held::no : Held::yes;
  }

  std::string explain(const Facts& facts) const override {
    if (!facts.article) return "what the page states of its article is not known yet";
    const ArticleFacts& article = *facts.article;
    const std::string is(words_.is);
    if (const StatedName* name = found(article)) return "the article is " + is + name->text;
    const std::string counts =
        std::string(": it counts as ") + (exception_ ? "not " : "") + "being " + is + wanted_.in_words();
    switch (article.reading) {
      case ArticleReading::going_on:
        return "what the page states of its article is not all known yet";
      case ArticleReading::no_page:
        return "the response is no page";
      case ArticleReading::in_part:
        return "not all that the page states was read" + counts;
      case ArticleReading::whole:
        break;
    }
    if (stated(article).empty()) return std::string(words_.none) + counts;
    return "the article is " + is + listed(stated(article)) + ", not " + is + wanted_.in_words();
  }

  bool asks_about_reader() const override { return false; }
  Awaits awaits() const override { return Awaits::article; }

 private:
  const std::vector<StatedName>& stated(const ArticleFacts& article) const { return article.*names_; }

  const StatedName* found(const ArticleFacts& article) const {
    const auto match =
        std::ranges::find_if(stated(article), [this](const StatedName& name) { return wanted_.match(name); });
    return match == stated(article).end() ? nullptr : &*match;
  }

  static std::string listed(const std::vector<StatedName>& names) {
    constexpr std::size_t kShown = 3;
    std::string all;
    for (std::size_t i = 0; i < std::min(names.size(), kShown); ++i)
      all += (all.empty() ? "" : ", ") + names[i].text;
    return names.size() > kShown ? all + " and " + std::to_string(names.size() - kShown) + " more" : all;
  }

  ValuePatterns wanted_;
  Names names_;
  Wording words_;
  bool exception_;
};

std::unique_ptr<const Matcher> make(const ConditionSource& source, Names names, const Wording& words,
                                    Problems& problems) {
  auto wanted = ValuePatterns::compile(texts_of(source.value, source.key, problems), problems);
  return std::make_unique<ArticleNamesMatcher>(std::move(wanted), names, words, source.exception);
}

}  // namespace

std::unique_ptr<const Matcher> make_article_tag_matcher(const ConditionSource& source, Problems& problems) {
  return make(source, &ArticleFacts::tags, kTagWords, problems);
}

std::unique_ptr<const Matcher> make_article_author_matcher(const ConditionSource& source,
                                                           Problems& problems) {
  return make(source, &ArticleFacts::authors, kAuthorWords, problems);
}

}  // namespace caveat::rules
