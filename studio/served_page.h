// A page as a reader gets it, for previews: the same Passage that the proxy sends it through.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "filter/head.h"
#include "filter/record.h"
#include "rules/facts.h"
#include "rules/rule_set.h"

namespace caveat::studio {

/// What the site sent, without content and transfer codings.
struct SiteResponse {
  filter::ResponseHead head;
  std::string body;
};

struct ServedPage {
  filter::ResponseHead head;
  std::string body;
  filter::Record record;
  rules::Facts facts;                    ///< as they were when the page was over
  rules::Decision decision;              ///< on these facts
  std::vector<rules::RuleTrace> traces;  ///< of every rule
};

/// Pure. `facts` holds what the request says.
ServedPage serve_page(const std::shared_ptr<const rules::RuleSet>& rules, const rules::Facts& facts,
                      const SiteResponse& response);

/// The charset parameter of the response's type; empty if it has none.
std::string charset_of(const filter::ResponseHead& head);

/// Whether a browser shows it as a page.
bool is_page(const filter::ResponseHead& head);

}  // namespace caveat::studio
