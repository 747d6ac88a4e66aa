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

/// By the site of `next` in which they are missed, as rendered diagnostics: packs of `in_force` that have not
/// ended (`rules::lost_packs`). A site's own heirs have to have each of them; where it has none, one of those
/// that are carved out (`proxy::site_heirs`). Sites whose rules may be empty have to have none, nor have
/// those without rules in `rules` (null).
std::map<std::size_t, std::string> lost_packs(const proxy::Judgement& in_force,
                                              const ServeConfiguration& next, const SiteRules& rules,
                                              const rules::TimeSpan& now);

/// Lines for the log: rules that readers of a site were judged by and are no longer, and sites that go.
std::vector<std::string> what_goes(const proxy::Judgement& in_force, const proxy::Judgement& next);

}  // namespace caveat::app
