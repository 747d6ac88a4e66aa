// What the rules ask of a reader's place and no region data of this server tells.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "app/serve_configuration.h"
#include "geoip/told_facts.h"
#include "rules/rule_set.h"

namespace caveat::app {

/// A line for each folder of rules and each kind of fact that they ask for and nobody tells. `told`: by
/// databases and overrides. `rules` are those of each site; null where they could not be read.
std::vector<std::string> untold_facts(const ServeConfiguration& configuration,
                                      const std::vector<std::shared_ptr<const rules::RuleSet>>& rules,
                                      const geoip::ToldFacts& told);

}  // namespace caveat::app
