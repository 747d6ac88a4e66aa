#include <iostream>

#include "app/commands.h"
#include "app/exit_codes.h"
#include "app/reader_facts.h"
#include "app/rule_loading.h"
#include "rules/carrier.h"
#include "rules/decision_text.h"
#include "rules/language_tag.h"

namespace caveat::app {

int decide(const DecideArguments& arguments) {
  auto facts = facts_or_complain(arguments.reader);
  if (!facts) return kCouldNot;
  const auto rules = load_rules_or_complain(arguments.rules);
  if (!rules) return kCouldNot;
  if (arguments.reader.accepted) accept_all(*rules, *facts);
  facts->content_type = arguments.content_type;
  facts->status = 200;
  facts->page = rules::PageFacts{.language = rules::lower_case_tag(arguments.page_language),
                                 .is_feed = rules::may_be_feed_type(arguments.content_type)};
  facts->article.emplace().reading = rules::ArticleReading::in_part;
  facts->page_mentions = rules::PageMentions{.found = {}, .read_whole = false};
  const rules::Decision decision = rules->decide(*facts);
  const auto traces = rules->explain(*facts);
  std::cout << (arguments.json ? rules::decision_json(decision, traces, *facts)
                               : rules::decision_text(decision, traces, *facts));
  return kClean;
}

}  // namespace caveat::app
