// What applies to one page around the world.
#pragma once

#include <boost/json.hpp>
#include <memory>

#include "rules/facts.h"
#include "rules/rule_set.h"

namespace caveat::studio {

/// {regions: {CODE: {verdict, rules, mixed}}, dates}: every ISO 3166-1 country, "unknown" and "anonymous",
/// and those subdivisions that get something else than their country does where the subdivision is not known.
/// `verdict` is "block", "acknowledge", "edit" or "none"; "uncertain" is a country without its subdivision
/// that gets something which not all of its subdivisions get. `rules` are "pack/rule". `dates`: when any pack
/// begins or ends. `facts` tells all but the place, as `facts_without_page` completes it. Pure.
boost::json::object region_map(const rules::RuleSet& rules, const rules::Facts& facts);

}  // namespace caveat::studio
