// From the facts of a request to the final Decision, as further facts come in.
#pragma once

#include <memory>

#include "filter/beginning_article.h"
#include "filter/beginning_mentions.h"
#include "filter/page_beginning.h"
#include "filter/response_plan.h"
#include "rules/rule_set.h"

namespace caveat::filter {

class Deliberation {
 public:
  Deliberation(std::shared_ptr<const rules::RuleSet> rules, rules::Facts&& facts)
      : rules_(std::move(rules)), facts_(std::move(facts)) {}

  /// Terms::id of what the reader has accepted. Before anything is decided.
  void accepted(std::vector<std::string> terms) { facts_.accepted = std::move(terms); }
  void decide_on_request() { decision_ = rules_->decide(facts_); }

  /// Adds what the response and its page tell, as far as the Decision waits for it; finds out in `plan` what
  /// an untyped body is. Returns whether the Decision is final: if not, call again with more of the
  /// beginning. A page that cannot be read leaves a final Decision `undecided`.
  bool go_on(int status, ResponsePlan& plan, PageBeginning& beginning);

  /// For a page that cannot be read: what the rules say of it as far as the head tells, so that their
  /// `on_failure` is known. If the page's words would have made a difference to which rules apply, that is
  /// `refuse`. Returns whether the page passes unread, since none but rules in shadow wait for what it says.
  bool decide_unread(const ResponsePlan& plan);

  const rules::Decision& decision() const { return decision_; }
  const rules::Facts& facts() const { return facts_; }
  const rules::RuleSet& rules() const { return *rules_; }
  const std::string& rules_digest() const { return rules_->digest(); }
  /// Whether the Decision depends on what the page says.
  bool asked_the_page() const { return facts_.page || facts_.article || facts_.page_mentions; }

 private:
  bool awaits(rules::Awaits fact) const;
  bool read(rules::Awaits fact, const ResponsePlan& plan, PageBeginning& beginning);
  bool read_page(const ResponsePlan& plan, PageBeginning& beginning);
  bool read_article(const ResponsePlan& plan, PageBeginning& beginning);
  rules::ArticleFacts article_so_far(rules::ArticleReading reading) const;
  bool read_text(const ResponsePlan& plan, PageBeginning& beginning);
  rules::PageMentions mentions_so_far(bool read_whole) const;

  std::shared_ptr<const rules::RuleSet> rules_;
  rules::Facts facts_;
  rules::Decision decision_;
  std::unique_ptr<BeginningArticle> article_;    ///< once the Decision waits for what it states
  std::unique_ptr<BeginningMentions> mentions_;  ///< once the Decision waits for the page's text
};

}  // namespace caveat::filter
