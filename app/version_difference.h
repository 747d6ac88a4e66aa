// Two versions of the rules, compared over time.
#pragma once

#include <chrono>
#include <memory>
#include <string>
#include <vector>

#include "rules/rule_set_difference.h"

namespace caveat::app {

/// `files`: what `rules` was made of.
rules::RuleSetVersion version_of(std::shared_ptr<const rules::RuleSet> rules,
                                 const std::vector<rules::SourceFile>& files);

/// What changes at `time` (which is `now`), and from each later moment on at which either version begins or
/// ends something. Later periods are told of only where they differ from the one before.
std::string difference_over_time(const rules::RuleSetVersion& earlier, const rules::RuleSetVersion& later,
                                 std::chrono::sys_seconds time, const rules::RuleSetDifference& now);

/// One of each class of readers for whom something changes.
std::vector<rules::ReaderClass> readers_concerned(const rules::RuleSetDifference& difference);

}  // namespace caveat::app
