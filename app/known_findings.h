// Which findings a baseline accepts.
#pragma once

#include <optional>
#include <string>

#include "audit/baseline.h"
#include "audit/reports/reported_finding.h"

namespace caveat::app {

/// An empty baseline for an empty path. Complains, and answers nullopt, if the file is no baseline.
std::optional<audit::Baseline> baseline_or_complain(const std::string& path);

/// The finding with what `baseline` says of it.
audit::ReportedFinding against(audit::Baseline& baseline, audit::ReportedFinding finding);

}  // namespace caveat::app
