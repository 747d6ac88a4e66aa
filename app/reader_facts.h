// The arguments that name a reader and a URL, as Facts.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "app/commands.h"
#include "geoip/locator.h"
#include "rules/canonical_url.h"
#include "rules/facts.h"
#include "rules/rule_set.h"

namespace caveat::app {

struct ReaderFacts {
  rules::Facts facts;
  /// How it is known where the reader is, for people; empty if that was stated.
  std::vector<std::string> known_from;
};

/// What is known of the request; prints what is wrong with an argument, and answers nullopt then.
std::optional<ReaderFacts> reader_or_complain(const ReaderArguments& arguments);

/// "192.0.2.7 → UA, subdivision unknown", and who said so.
std::vector<std::string> look_up_in_words(const std::string& address, const geoip::Lookup& lookup);

/// The facts alone.
std::optional<rules::Facts> facts_or_complain(const ReaderArguments& arguments);

/// As if the reader had accepted whatever `rules` ask to be acknowledged.
void accept_all(const rules::RuleSet& rules, rules::Facts& facts);

}  // namespace caveat::app
