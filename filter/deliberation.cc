#include "filter/deliberation.h"

#include <algorithm>

#include "html/ascii.h"
#include "rules/carrier.h"

namespace caveat::filter {
namespace {

using Body = ResponsePlan::Body;

bool ends_in_any(std::string_view path, std::initializer_list<std::string_view> ends) {
  return std::any_of(ends.begin(), ends.end(), [path](std::string_view end) {
    return path.size() > end.size() &&
           html::equal_ignoring_ascii_case(path.substr(path.size() - end.size()), end);
  });
}

/// Some browsers go by the end of the path where the body does not tell.
Sniffed kind_by_name(std::string_view path) {
  if (ends_in_any(path, {".xhtml", ".xht"})) return Sniffed::xhtml;
  return ends_in_any(path, {".html", ".htm", ".shtml", ".shtm"}) ? Sniffed::html : Sniffed::other;
}

/// A body that browsers would take for a page is one to the rules, too.
bool sniff_type(ResponsePlan& plan, const PageBeginning& beginning, std::string_view path) {
  std::optional<Sniffed> kind = beginning.kind();
  if (!kind) return false;
  if (*kind == Sniffed::other) kind = kind_by_name(path);
  plan.body = Body::other;
  if (*kind == Sniffed::xhtml) {
    plan.body = Body::xhtml;
    plan.content_type = "application/xhtml+xml";
  } else if (*kind == Sniffed::html) {
    plan.body = Body::page;
    plan.content_type = "text/html";
  }
  return true;
}

bool may_be_feed(const ResponsePlan& plan) {
  return plan.body == Body::other && rules::may_be_feed_type(plan.content_type);
}

}  // namespace

bool Deliberation::go_on(int status, ResponsePlan& plan, PageBeginning& beginning) {
  if (plan.body == Body::unknown && !sniff_type(plan, beginning, facts_.path)) return false;
  if (!facts_.content_type) {
    facts_.status = status;
    facts_.content_type = plan.content_type;
    decision_ = rules_->decide(facts_);
  }
  // A rule that applies by what the page states may put in a notice in the page's language: then that is
  // asked for last.
  while (decision_.verdict == rules::Decision::Verdict::undecided) {
    const rules::Awaits awaited = decision_.awaits;
    if (!read(awaited, plan, beginning)) return false;
    if (awaits(awaited)) break;
  }
  return true;
}

/// Whether there is nothing to wait for any more.
bool Deliberation::read(rules::Awaits fact, const ResponsePlan& plan, PageBeginning& beginning) {
  switch (fact) {
    case rules::Awaits::page:
      return read_page(plan, beginning);
    case rules::Awaits::article:
      return read_article(plan, beginning);
    case rules::Awaits::page_text:
      return read_text(plan, beginning);
    case rules::Awaits::nothing:
    case rules::Awaits::response_head:
      break;
  }
  return true;
}

bool Deliberation::decide_unread(const ResponsePlan& plan) {
  if (decision_.verdict != rules::Decision::Verdict::undecided || awaits(rules::Awaits::response_head))
    return false;
  const auto traces = rules_->explain(facts_);
  const bool depends_on_page = std::any_of(traces.begin(), traces.end(), [](const rules::RuleTrace& trace) {
    return trace.applies == rules::Held::undecided && !trace.rule.shadow;
  });
  if (!facts_.page) facts_.page = rules::PageFacts{plan.content_language, may_be_feed(plan)};
  facts_.article = article_so_far(rules::ArticleReading::in_part);
  facts_.page_mentions = mentions_so_far(false);
  rules::Decision decision = rules_->decide(facts_);
  if (decision.verdict == rules::Decision::Verdict::pass && depends_on_page) return false;
  if (depends_on_page) decision.on_failure = rules::OnFailure::refuse;
  decision_ = std::move(decision);
  return decision_.verdict == rules::Decision::Verdict::pass;
}

bool Deliberation::awaits(rules::Awaits fact) const {
  return decision_.verdict == rules::Decision::Verdict::undecided && decision_.awaits == fact;
}

/// A language that cannot be known (a page that states none, is cut short before it could, or is not read
/// at all) is left empty: a rule that asks for one then applies, since missing detail widens a match.
bool Deliberation::read_page(const ResponsePlan& plan, PageBeginning& beginning) {
  rules::PageFacts page{plan.content_language};
  if (plan.body == Body::page) {
    const auto charset = beginning.charset(plan.charset);
    if (!charset) return false;
    if (charset->kind == html::CharsetKind::replacement) return true;
    beginning.read_as(*charset);
    std::optional<std::string> language = beginning.language(plan.content_language);
    if (!language) return false;
    page.language = std::move(*language);
  }
  if (plan.body == Body::xhtml) page.language.clear();  // not read
  if (may_be_feed(plan)) {
    const auto feed = beginning.is_feed();
    if (!feed) return false;
    page.is_feed = *feed;
  }
  const bool states_feed = plan.body == Body::other && rules::is_feed_type(plan.content_type);
  if (page.is_feed || states_feed) {
    const auto language = beginning.feed_language(plan.content_language);
    if (!language) return false;
    page.language = *language;
  }
  facts_.page = std::move(page);
  decision_ = rules_->decide(facts_);
  return true;
}

/// Goes on until the page is over, what it has stated settles all conditions, or nobody waits any longer.
bool Deliberation::read_article(const ResponsePlan& plan, PageBeginning& beginning) {
  using Reading = rules::ArticleReading;
  Reading reading = plan.body == Body::xhtml ? Reading::in_part : Reading::no_page;
  if (plan.body == Body::page) {
    const auto charset = beginning.charset(plan.charset);
    if (!charset) return false;
    if (charset->kind == html::CharsetKind::replacement) return true;
    if (!article_) article_ = std::make_unique<BeginningArticle>(*charset);
    const std::size_t stated = article_->statements().count();
    const bool followed = article_->read(beginning);
    const bool over = !followed || beginning.over();
    const bool whole = followed && beginning.whole();
    reading = whole ? Reading::whole : over ? Reading::in_part : Reading::going_on;
    const bool nothing_new = facts_.article && article_->statements().count() == stated;
    if (reading == Reading::going_on && nothing_new) return false;
  }
  facts_.article = article_so_far(reading);
  decision_ = rules_->decide(facts_);
  return !awaits(rules::Awaits::article);
}

rules::ArticleFacts Deliberation::article_so_far(rules::ArticleReading reading) const {
  if (article_) return article_->statements().facts(reading);
  rules::ArticleFacts none;
  none.reading = reading;
  return none;
}

/// Goes on until the page is over, all that is looked for has been found, or nobody waits any longer.
bool Deliberation::read_text(const ResponsePlan& plan, PageBeginning& beginning) {
  bool read_whole = plan.body == Body::other;
  if (plan.body == Body::page) {
    const auto charset = beginning.charset(plan.charset);
    if (!charset) return false;
    if (charset->kind == html::CharsetKind::replacement) return true;
    if (!mentions_)
      mentions_ =
          std::make_unique<BeginningMentions>(rules_->page_mentions(), rules_->page_elements(), *charset);
    const bool followed = mentions_->read(beginning);
    if (followed && !beginning.over() && !mentions_->all_found()) return false;
    read_whole = followed && beginning.whole();
  }
  facts_.page_mentions = mentions_so_far(read_whole);
  decision_ = rules_->decide(facts_);
  return true;
}

rules::PageMentions Deliberation::mentions_so_far(bool read_whole) const {
  rules::PageMentions mentions;
  if (mentions_) {
    mentions.found = mentions_->found();
    mentions.elements = mentions_->elements();
  }
  mentions.read_whole = read_whole;
  return mentions;
}

}  // namespace caveat::filter
