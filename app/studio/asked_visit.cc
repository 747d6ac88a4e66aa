#include "app/studio/asked_visit.h"

#include <algorithm>

#include "app/location_text.h"
#include "app/reader_facts.h"
#include "app/wall_clock.h"
#include "filter/accept_language.h"
#include "rules/canonical_url.h"
#include "rules/decision_text.h"
#include "rules/path_readings.h"
#include "rules/region.h"
#include "studio/request_members.h"

namespace caveat::app {
namespace {

namespace json = boost::json;
using studio::ApiError;
using studio::Asked;

Asked<geoip::Location> location_of(const Studio& studio, const json::object& reader, AskedVisit& visit) {
  const auto region = studio::optional_text(reader, "region");
  const auto address = studio::optional_text(reader, "ip");
  if (!region || !address) return region ? address.error() : region.error();
  if (!region->empty()) {
    const auto location = geoip::Location::stated(*region);
    if (!location) {
      return ApiError{
          422, "no-region",
          *region + " is no region code; write a country (RU), a subdivision (UA-40), unknown or anonymous."};
    }
    return *location;
  }
  const auto parsed = geoip::Address::parse(*address);
  if (!parsed) {
    return ApiError{422, "no-reader",
                    address->empty() ? "Say where the reader is: a region, or an address."
                                     : "This is no IPv4 or IPv6 address."};
  }
  const geoip::Lookup lookup = studio.locator->explain(*parsed);
  visit.known_from = look_up_in_words(*address, lookup);
  return lookup.location;
}

Asked<std::vector<std::string>> accepted_by(const json::object& reader, const rules::RuleSet& rules) {
  const json::value* written = reader.if_contains("accepted");
  const bool all = written != nullptr && written->is_bool() && written->get_bool();
  const bool listed = written != nullptr && written->is_array();
  const auto marks = listed ? studio::optional_texts(reader, "accepted") : std::vector<std::string>();
  if (!marks) return marks.error();
  std::vector<std::string> ids;
  for (const rules::Terms& terms : rules.terms()) {
    if (all || std::find(marks->begin(), marks->end(), terms.mark) != marks->end()) ids.push_back(terms.id);
  }
  return ids;
}

}  // namespace

Asked<std::chrono::sys_seconds> asked_time(const json::object& question) {
  const auto at = studio::optional_text(question, "at");
  if (!at) return at.error();
  const auto time = at->empty() ? std::optional(now()) : parse_moment(*at);
  if (!time) return ApiError{422, "no-time", *at + " is no time; write 2026-03-01 or 2026-03-01T12:00:00Z."};
  return *time;
}

Asked<AskedVisit> asked_visit(const Studio& studio, const json::object& question, const std::string& url,
                              const rules::RuleSet& rules) {
  const auto place = rules::canonical_url(url);
  if (!place)
    return ApiError{422, "no-url",
                    "This is no address of a page; write it whole: https://www.example.org/a/1.html"};
  if (rules::is_ambiguous_path(place->target.path))
    return ApiError{422, "no-url",
                    "The proxy refuses this address (400): servers read it in different ways."};
  const auto reader = studio::optional_object(question, "reader");
  const auto time = asked_time(question);
  if (!reader || !time) return reader ? time.error() : reader.error();
  AskedVisit visit;
  const auto location = location_of(studio, *reader, visit);
  const auto languages = studio::optional_texts(*reader, "languages");
  const auto language = studio::optional_text(question, "language");
  const auto accepted = accepted_by(*reader, rules);
  if (!location) return location.error();
  if (!languages) return languages.error();
  if (!language) return language.error();
  if (!accepted) return accepted.error();
  std::string wanted;
  for (const std::string& one : *languages) wanted += (wanted.empty() ? "" : ",") + one;
  visit.facts.location = *location;
  visit.facts.site = place->site;
  visit.facts.path = place->target.path;
  visit.facts.query = place->target.query;
  visit.facts.reader_languages = filter::accepted_languages(wanted.empty() ? *language : wanted);
  visit.facts.time = *time;
  visit.facts.accepted = *accepted;
  return visit;
}

json::object location_json(const geoip::Location& location) {
  json::object out{{"region", rules::region_code(location)},
                   {"country", location.country},
                   {"subdivision", location.subdivision},
                   {"text", location_text(location)}};
  if (location.anonymous) out["anonymous"] = *location.anonymous;
  return out;
}

json::value memo_json(const rules::RuleSet& rules, const rules::Facts& facts,
                      const std::vector<std::string>& known_from) {
  const rules::MemoTerms terms{.known_from = known_from, .all = true};
  return json::parse(rules::decision_json(rules.decide(facts), rules.explain(facts), facts, terms));
}

}  // namespace caveat::app
