#include "filter/stated_page.h"

#include <utility>

#include "filter/deliberation.h"
#include "filter/passage.h"
#include "filter/response_plan.h"
#include "rules/carrier.h"
#include "rules/language_tag.h"

namespace caveat::filter {

rules::Facts facts_without_page(rules::Facts facts, const ResponseHead& head, std::string_view language) {
  const ResponsePlan plan = plan_response(head);
  facts.status = head.status;
  facts.content_type = plan.content_type;
  facts.page = rules::PageFacts{.language = rules::lower_case_tag(language),
                                .is_feed = rules::may_be_feed_type(plan.content_type)};
  facts.article.emplace().reading = rules::ArticleReading::in_part;
  facts.page_mentions = rules::PageMentions{.found = {}, .read_whole = false};
  return facts;
}

rules::Facts facts_of_page(std::shared_ptr<const rules::RuleSet> rules, rules::Facts facts,
                           const ResponseHead& head, std::string_view page) {
  PageBeginning beginning(PassageLimits().hold_bytes);
  constexpr std::size_t kChunk = std::size_t{16} * 1024;
  std::size_t read = 0;
  for (; read < page.size() && !beginning.over(); read += kChunk) beginning.write(page.substr(read, kChunk));
  if (read >= page.size()) beginning.finish();
  ResponsePlan plan = plan_response(head);
  Deliberation deliberation(std::move(rules), std::move(facts));
  deliberation.decide_on_request();
  deliberation.go_on(head.status, plan, beginning);
  return deliberation.facts();
}

}  // namespace caveat::filter
