#include <fstream>
#include <iostream>
#include <iterator>

#include "app/commands.h"
#include "app/exit_codes.h"
#include "app/reader_facts.h"
#include "app/rule_loading.h"
#include "filter/deliberation.h"
#include "filter/passage.h"
#include "filter/response_plan.h"
#include "rules/carrier.h"
#include "rules/decision_text.h"
#include "rules/language_tag.h"

namespace caveat::app {
namespace {

filter::ResponsePlan plan_of(const DecideArguments& arguments) {
  filter::ResponseHead head;
  head.status = arguments.status;
  if (!arguments.content_type.empty()) head.fields.append("Content-Type", arguments.content_type);
  return filter::plan_response(head);
}

/// As the arguments say, of a page whose words nobody has read.
rules::Facts without_page(rules::Facts facts, const DecideArguments& arguments) {
  const filter::ResponsePlan plan = plan_of(arguments);
  facts.status = arguments.status;
  facts.content_type = plan.content_type;
  facts.page = rules::PageFacts{.language = rules::lower_case_tag(arguments.page_language),
                                .is_feed = rules::may_be_feed_type(plan.content_type)};
  facts.article.emplace().reading = rules::ArticleReading::in_part;
  facts.page_mentions = rules::PageMentions{.found = {}, .read_whole = false};
  return facts;
}

/// What the proxy comes to know of this page, as far as the rules ask; nullopt after a complaint.
std::optional<rules::Facts> with_page(std::shared_ptr<const rules::RuleSet> rules, rules::Facts facts,
                                      const DecideArguments& arguments) {
  std::ifstream file(arguments.page, std::ios::binary);
  const std::string bytes{std::istreambuf_iterator<char>(file), {}};
  if (!file.is_open() || file.bad()) {
    std::cerr << "caveat: --page " << arguments.page << " cannot be read\n";
    return std::nullopt;
  }
  filter::PageBeginning beginning(filter::PassageLimits().hold_bytes);
  constexpr std::size_t kChunk = std::size_t{16} * 1024;
  std::size_t read = 0;
  for (; read < bytes.size() && !beginning.over(); read += kChunk) {
    beginning.write(std::string_view(bytes).substr(read, kChunk));
  }
  if (read >= bytes.size()) beginning.finish();
  filter::ResponsePlan plan = plan_of(arguments);
  filter::Deliberation deliberation(std::move(rules), std::move(facts));
  deliberation.decide_on_request();
  deliberation.go_on(arguments.status, plan, beginning);
  return deliberation.facts();
}

}  // namespace

int decide(const DecideArguments& arguments) {
  auto reader = reader_or_complain(arguments.reader);
  if (!reader) return kCouldNot;
  const auto rules = load_rules_or_complain(arguments.rules);
  if (!rules) return kCouldNot;
  reader->facts.method = arguments.method;
  if (arguments.reader.accepted) accept_all(*rules, reader->facts);
  const auto facts = arguments.page.empty() ? without_page(std::move(reader->facts), arguments)
                                            : with_page(rules, std::move(reader->facts), arguments);
  if (!facts) return kCouldNot;
  const rules::Decision decision = rules->decide(*facts);
  const auto traces = rules->explain(*facts);
  const rules::MemoTerms terms{.known_from = std::move(reader->known_from), .all = arguments.all};
  std::cout << (arguments.json ? rules::decision_json(decision, traces, *facts, terms)
                               : rules::decision_text(decision, traces, *facts, terms));
  return kClean;
}

}  // namespace caveat::app
