// What of the rules in force a new configuration would lose for readers, and what of it by mistake.
#pragma once

#include <cstddef>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "app/serve_configuration.h"
#include "proxy/snapshot.h"
#include "rules/calendar.h"

namespace caveat::app {

using SiteRules = std::vector<std::shared_ptr<const rules::RuleSet>>;

/// By the site of `next` in which they are missed, in the order of its sites, as rendered diagnostics: packs
/// of `in_force` that have not ended, and that none of the sites has which take over the readers
/// (`rules::lost_packs`); the site of the same name has to have them itself. Sites whose rules may be empty
/// miss none, nor do those without rules in `rules` (null).
std::map<std::size_t, std::string> lost_packs(const proxy::Judgement& in_force,
                                              const ServeConfiguration& next, const SiteRules& rules,
                                              const rules::TimeSpan& now);

/// Lines for the log: rules that readers of a site were judged by and are no longer, and sites that go.
std::vector<std::string> what_goes(const proxy::Judgement& in_force, const proxy::Judgement& next);

}  // namespace caveat::app
