// What is known of a response that nobody serves: for explanations.
#pragma once

#include <memory>
#include <string_view>

#include "filter/head.h"
#include "rules/facts.h"
#include "rules/rule_set.h"

namespace caveat::filter {

/// Of a page whose words nobody has read, but for the language that it states (may be empty).
rules::Facts facts_without_page(rules::Facts facts, const ResponseHead& head, std::string_view language);

/// What the proxy comes to know of this page, as far as the rules ask.
rules::Facts facts_of_page(std::shared_ptr<const rules::RuleSet> rules, rules::Facts facts,
                           const ResponseHead& head, std::string_view page);

}  // namespace caveat::filter
