// The arguments that name a reader and a URL, as Facts.
#pragma once

#include <optional>

#include "app/commands.h"
#include "rules/canonical_url.h"
#include "rules/facts.h"
#include "rules/rule_set.h"

namespace caveat::app {

/// What is known of the request; prints what is wrong with an argument, and answers nullopt then.
std::optional<rules::Facts> facts_or_complain(const ReaderArguments& arguments);

/// As if the reader had accepted whatever `rules` ask to be acknowledged.
void accept_all(const rules::RuleSet& rules, rules::Facts& facts);

}  // namespace caveat::app
