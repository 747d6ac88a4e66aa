#include "app/reader_facts.h"

#include <iostream>
#include <utility>

#include "app/location_text.h"
#include "app/region_loading.h"
#include "app/wall_clock.h"
#include "filter/accept_language.h"
#include "rules/path_readings.h"

namespace caveat::app {
namespace {

std::optional<geoip::Location> stated_location(const std::string& region) {
  auto location = geoip::Location::stated(region);
  if (!location) {
    std::cerr << "caveat: --region " << region
              << " is no region code; write a country (RU), a subdivision (UA-40), unknown or anonymous\n";
  }
  return location;
}

std::optional<geoip::Lookup> looked_up_location(const ReaderArguments& arguments) {
  const auto address = geoip::Address::parse(arguments.ip);
  if (!address) {
    std::cerr << "caveat: --ip " << arguments.ip << " is no IPv4 or IPv6 address\n";
    return std::nullopt;
  }
  const auto locator = open_locator_or_complain(arguments.databases, arguments.overrides);
  if (!locator) return std::nullopt;
  return locator->explain(*address);
}

}  // namespace

std::vector<std::string> look_up_in_words(const std::string& address, const geoip::Lookup& lookup) {
  std::vector<std::string> lines = {address + " → " + location_text(lookup.location)};
  if (lookup.answered_by.empty()) return lines;
  std::string said = "said by " + lookup.answered_by;
  if (!lookup.network.empty()) said += " of " + lookup.network;
  for (std::size_t i = 0; i < lookup.fields.size(); ++i) {
    said += (i == 0 ? ": " : ", ") + lookup.fields[i].first + " = " + lookup.fields[i].second;
  }
  lines.push_back(std::move(said));
  return lines;
}

std::optional<ReaderFacts> reader_or_complain(const ReaderArguments& arguments) {
  const auto url = rules::canonical_url(arguments.url);
  if (!url) {
    std::cerr << "caveat: --url " << arguments.url
              << " is no URL; write it whole: https://www.example.org/a/1.html\n";
    return std::nullopt;
  }
  if (rules::is_ambiguous_path(url->target.path)) {
    std::cerr << "caveat: --url " << arguments.url
              << " is refused by the proxy (400): servers read its encoded slash, backslash, NUL or dots in "
                 "different ways\n";
    return std::nullopt;
  }
  if (arguments.region.empty() && arguments.ip.empty()) {
    std::cerr << "caveat: say where the reader is, with --region CODE or --ip ADDRESS\n";
    return std::nullopt;
  }
  const auto time = arguments.at.empty() ? now() : parse_moment(arguments.at);
  if (!time) {
    std::cerr << "caveat: --at " << arguments.at << " is no time; write 2026-03-01T12:00:00Z\n";
    return std::nullopt;
  }
  ReaderFacts reader;
  rules::Facts& facts = reader.facts;
  if (arguments.region.empty()) {
    const auto lookup = looked_up_location(arguments);
    if (!lookup) return std::nullopt;
    facts.location = lookup->location;
    reader.known_from = look_up_in_words(arguments.ip, *lookup);
  } else {
    const auto location = stated_location(arguments.region);
    if (!location) return std::nullopt;
    facts.location = *location;
  }
  facts.site = url->site;
  facts.path = url->target.path;
  facts.query = url->target.query;
  facts.reader_languages = filter::accepted_languages(arguments.languages);
  facts.time = *time;
  return reader;
}

std::optional<rules::Facts> facts_or_complain(const ReaderArguments& arguments) {
  auto reader = reader_or_complain(arguments);
  if (!reader) return std::nullopt;
  return std::move(reader->facts);
}

void accept_all(const rules::RuleSet& rules, rules::Facts& facts) {
  for (const rules::Terms& terms : rules.terms()) facts.accepted.push_back(terms.id);
}

}  // namespace caveat::app
