// What a person signs for: a pack in words, for the sheet that is printed.
#pragma once

#include <boost/json.hpp>
#include <chrono>

#include "rules/approval_check.h"
#include "rules/rule_set.h"
#include "studio/api_answer.h"

namespace caveat::studio {

/// {file, pack: {key: [values]}, digest, sha256, widgets, rules: [{id, line, regions, excepted_regions,
/// sites, paths, excepted_paths, effect: {key: [values]}}], notices: [{id, texts: [{language, direction,
/// words}]}], regions: [{name, title, include, exclude, uncertain}], all lists of texts; tests: their
/// names, in whose place the route puts how they ended; approvals}. Error: 422 where the pack has errors.
ApiAnswer sign_off_sheet(const rules::SourceFile& pack, const rules::PackApprovals& approvals,
                         std::chrono::sys_seconds now);

}  // namespace caveat::studio
