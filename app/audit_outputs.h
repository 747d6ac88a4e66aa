// What an audit writes to files.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "audit/baseline.h"
#include "audit/question.h"
#include "audit/reports/report_head.h"
#include "audit/store/run_store.h"

namespace caveat::app {

struct RunHead {
  audit::ReportHead head;
  bool all_read = true;  ///< else the run did not do all that was asked
};

/// What reports and partials of this run begin with. Reads the archives once more, for their digests;
/// complains of each file that cannot be read, and nullopt if the store cannot.
std::optional<RunHead> head_or_complain(const std::vector<std::string>& archives,
                                        const audit::Question& question, const std::string& rules_digest,
                                        const std::string& version, const audit::Totals& totals,
                                        audit::RunStore& store);

/// `--report`: a folder. `head.accepted` is how many of the findings `baseline` knows, if there is one.
bool write_report_or_complain(const std::string& folder, const audit::ReportHead& head,
                              audit::RunStore& store, audit::Baseline& baseline);

/// `audit map --output`: a file, or "-". Complains if two archives are the same bytes: put together with
/// others, they would be refused.
bool write_partial_or_complain(const std::string& path, const audit::ReportHead& head,
                               audit::RunStore& store);

}  // namespace caveat::app
