// What a page lacks, or has too much of, as findings.
#pragma once

#include <string>
#include <vector>

#include "audit/archived_page.h"
#include "audit/finding.h"
#include "audit/rule_book.h"
#include "filter/page_changes.h"
#include "filter/record.h"
#include "rules/decision.h"

namespace caveat::audit {

/// What is wrong in the name of `rule`; the response's own fields are still to be filled in.
Finding finding_of(FindingKind kind, const BookedRule& rule);

/// The page would still change under `decision`, whose program is not null, as `report` lists. At least one.
std::vector<Finding> findings_in_page(const rules::Decision& decision, const filter::Record& record,
                                      const filter::PageReport& report, const ArchivedPage& page,
                                      const RuleBook& book);

/// A response that is changed inside, such as a feed, or in a way that shows in no single place: as the
/// Record tells it. At least one.
std::vector<Finding> findings_of_record(const rules::Decision& decision, const filter::Record& record,
                                        const RuleBook& book);

/// Notices and labels that no rule which applies puts there.
std::vector<Finding> undue_findings(const rules::Decision& decision, const ArchivedPage& page,
                                    const RuleBook& book);

}  // namespace caveat::audit
