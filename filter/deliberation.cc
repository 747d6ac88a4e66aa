#include "filter/deliberation.h"

#include <algorithm>

namespace caveat::filter {
namespace {

using Body = ResponsePlan::Body;

/// A body that browsers would take for a page is one to the rules, too.
bool sniff_type(ResponsePlan& plan, const PageBeginning& beginning) {
  const std::optional<bool> html = beginning.is_html();
  if (!html) return false;
  plan.body = *html ? Body::page : Body::other;
  if (*html) plan.content_type = "text/html";
  return true;
}

}  // namespace

bool Deliberation::go_on(int status, ResponsePlan& plan, PageBeginning& beginning) {
  if (plan.body == Body::unknown && !sniff_type(plan, beginning)) return false;
  if (!facts_.content_type) {
    facts_.status = status;
    facts_.content_type = plan.content_type;
    decision_ = rules_->decide(facts_);
  }
  return !awaits_page() || read_page(plan, beginning);
}

void Deliberation::decide_unread(const ResponsePlan& plan) {
  if (!awaits_page()) return;
  const auto traces = rules_->explain(facts_);
  const bool depends_on_page = std::any_of(traces.begin(), traces.end(), [](const rules::RuleTrace& trace) {
    return trace.applies == rules::Held::undecided;
  });
  facts_.page = rules::PageFacts{plan.content_language};
  rules::Decision decision = rules_->decide(facts_);
  if (decision.verdict == rules::Decision::Verdict::pass) return;
  if (depends_on_page) decision.on_failure = rules::OnFailure::refuse;
  decision_ = std::move(decision);
}

bool Deliberation::awaits_page() const {
  return decision_.verdict == rules::Decision::Verdict::undecided && decision_.awaits == rules::Awaits::page;
}

bool Deliberation::read_page(const ResponsePlan& plan, PageBeginning& beginning) {
  rules::PageFacts page;
  if (plan.body == Body::page) {
    const auto charset = beginning.charset(plan.charset);
    if (!charset) return false;
    if (charset->kind == html::CharsetKind::replacement) return true;
    beginning.read_as(*charset);
    std::optional<std::string> language = beginning.language();
    if (!language) return false;
    page.language = std::move(*language);
  }
  if (page.language.empty()) page.language = plan.content_language;
  facts_.page = std::move(page);
  decision_ = rules_->decide(facts_);
  return true;
}

}  // namespace caveat::filter
