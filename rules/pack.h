// One pack, read and checked.
#pragma once

#include <memory>
#include <vector>

#include "rules/pack_head.h"
#include "rules/pack_test.h"
#include "rules/region.h"
#include "rules/rule.h"

namespace caveat::rules {

/// Immutable once the parser has made it.
struct Pack {
  std::shared_ptr<const PackHead> head;
  std::vector<std::shared_ptr<const Region>> regions;  ///< those that have a name
  std::vector<Rule> rules;
  std::vector<PackTest> tests;
};

}  // namespace caveat::rules
