// What applies to one page around the world.
#pragma once

#include <boost/json.hpp>
#include <memory>
#include <span>

#include "rules/facts.h"
#include "rules/rule_set.h"

namespace caveat::studio {

/// {regions: {CODE: {verdict, rules, mixed}}}: every ISO 3166-1 country, "unknown" and "anonymous",
/// and those subdivisions that get something else than their country does where the subdivision is not known.
/// `verdict` is "block", "acknowledge", "edit" or "none"; "uncertain" is a country without its subdivision
/// that gets something which not all of its subdivisions get. `rules` are "pack/rule". `facts` tells all but
/// the place, as `facts_without_page` completes it. Pure.
boost::json::object region_map(const rules::RuleSet& rules, const rules::Facts& facts);

/// [{at, zone, turns: [{pack, rule, begins}]}]: the moments at which something in `packs` begins or ends, in
/// order. `at` is exact and in UTC; `zone` is that of the pack (of the first, where several turn at once), in
/// which its day is meant. `rule` is empty where the whole pack turns.
boost::json::array stops_of(std::span<const rules::SourceFile> packs);

}  // namespace caveat::studio
