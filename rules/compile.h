// Packs that were read -> the RuleSet in force.
#pragma once

#include <memory>
#include <span>
#include <vector>

#include "rules/pack_reading.h"
#include "rules/rule_set.h"

namespace caveat::rules {

/// Of packs without errors. `files`: what they were read from, for the digest.
std::shared_ptr<const RuleSet> joined(std::vector<WrittenPack> written, std::span<const SourceFile> files);

}  // namespace caveat::rules
