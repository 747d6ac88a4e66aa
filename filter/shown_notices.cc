#include "filter/shown_notices.h"

#include <algorithm>

#include "html/page_elements.h"
#include "html/rewriter.h"

namespace caveat::filter {
namespace {

const rules::RuleSummary* rule_of(const rules::PackSummary& pack, const std::string& id) {
  const auto found = std::ranges::find(pack.rules, id, &rules::RuleSummary::id);
  return found == pack.rules.end() ? nullptr : &*found;
}

/// Of blocks the first in order answers; all that ask to be acknowledged do so at once.
void add_answers(const rules::PackSummary& pack, const Trial& trial, std::vector<ShownNotice>& shown) {
  const bool blocked = trial.record.ending == Ending::blocked;
  for (const RuleOutcome& outcome : trial.record.rules) {
    const rules::RuleSummary* rule = rule_of(pack, outcome.rule);
    const bool answers = blocked || outcome.acknowledgement == "asked";
    if (!answers || outcome.shadow || !rule || rule->answer_notice.empty()) continue;
    shown.push_back({rule->answer_notice, trial.head.fields.combined("Content-Language"), std::nullopt});
    if (blocked) return;
  }
}

void add_marked(const rules::PackSummary& pack, std::string_view page, std::vector<ShownNotice>& shown) {
  const auto elements = html::find_elements(page, {}, html::RewriterLimits().token_bytes);
  if (!elements) return;
  for (const html::MarkedElement& element : elements->marked) {
    for (const rules::RuleSummary& rule : pack.rules) {
      const auto notice = std::ranges::find(rule.notices, element.mark, &rules::MarkedNotice::mark);
      if (notice != rule.notices.end()) shown.push_back({notice->notice, element.language, element.offset});
    }
  }
}

void add_inserted(const rules::PackSummary& pack, const Trial& trial, std::vector<ShownNotice>& shown) {
  for (const RuleOutcome& outcome : trial.record.rules) {
    const rules::RuleSummary* rule = rule_of(pack, outcome.rule);
    if (!rule || outcome.notice.empty() || outcome.notice == "failed" || outcome.notice == "not_html")
      continue;
    const auto notice =
        std::ranges::find(rule->notices, pack.id + "/" + rule->id, &rules::MarkedNotice::mark);
    if (notice == rule->notices.end()) continue;
    if (std::ranges::find(shown, notice->notice, &ShownNotice::name) == shown.end())
      shown.push_back({notice->notice, {}, std::nullopt});
  }
}

}  // namespace

std::vector<ShownNotice> shown_notices(const rules::PackSummary& pack, const Trial& trial,
                                       std::string_view page) {
  std::vector<ShownNotice> shown;
  if (trial.record.ending == Ending::blocked || trial.record.ending == Ending::acknowledgement) {
    add_answers(pack, trial, shown);
    return shown;
  }
  add_marked(pack, page, shown);
  add_inserted(pack, trial, shown);
  return shown;
}

}  // namespace caveat::filter
