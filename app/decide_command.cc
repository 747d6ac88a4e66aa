#include <fstream>
#include <iostream>
#include <iterator>

#include "app/commands.h"
#include "app/exit_codes.h"
#include "app/reader_facts.h"
#include "app/rule_loading.h"
#include "filter/stated_page.h"
#include "rules/decision_text.h"

namespace caveat::app {
namespace {

filter::ResponseHead head_of(const DecideArguments& arguments) {
  filter::ResponseHead head;
  head.status = arguments.status;
  if (!arguments.content_type.empty()) head.fields.append("Content-Type", arguments.content_type);
  return head;
}

/// nullopt after a complaint.
std::optional<rules::Facts> with_page_or_complain(std::shared_ptr<const rules::RuleSet> rules,
                                                  rules::Facts facts, const DecideArguments& arguments) {
  std::ifstream file(arguments.page, std::ios::binary);
  const std::string bytes{std::istreambuf_iterator<char>(file), {}};
  if (!file.is_open() || file.bad()) {
    std::cerr << "caveat: --page " << arguments.page << " cannot be read\n";
    return std::nullopt;
  }
  return filter::facts_of_page(std::move(rules), std::move(facts), head_of(arguments), bytes);
}

}  // namespace

int decide(const DecideArguments& arguments) {
  auto reader = reader_or_complain(arguments.reader);
  if (!reader) return kCouldNot;
  const auto rules = load_rules_or_complain(arguments.rules);
  if (!rules) return kCouldNot;
  reader->facts.method = arguments.method;
  if (arguments.reader.accepted) accept_all(*rules, reader->facts);
  const auto facts = arguments.page.empty()
                         ? std::optional(filter::facts_without_page(
                               std::move(reader->facts), head_of(arguments), arguments.page_language))
                         : with_page_or_complain(rules, std::move(reader->facts), arguments);
  if (!facts) return kCouldNot;
  const rules::Decision decision = rules->decide(*facts);
  const auto traces = rules->explain(*facts);
  const rules::MemoTerms terms{.known_from = std::move(reader->known_from), .all = arguments.all};
  std::cout << (arguments.json ? rules::decision_json(decision, traces, *facts, terms)
                               : rules::decision_text(decision, traces, *facts, terms));
  return kClean;
}

}  // namespace caveat::app
