// Whether the rules of a site can apply there at all: folders get swapped, and hosts misspelt.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "app/serve_configuration.h"
#include "rules/rule_set.h"

namespace caveat::app {

/// A line for each site without rules that could apply there, and for each folder with rules that are for
/// hosts which no site with that folder has. `rules` are those of each site; null where they could not be
/// read.
std::vector<std::string> rules_out_of_reach(const ServeConfiguration& configuration,
                                            const std::vector<std::shared_ptr<const rules::RuleSet>>& rules);

}  // namespace caveat::app
