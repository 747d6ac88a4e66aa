#include "studio/region_map.h"

#include <algorithm>
#include <string>
#include <vector>

#include "rules/calendar.h"
#include "rules/iso_regions.h"
#include "rules/turning_points.h"

namespace caveat::studio {

namespace {

namespace json = boost::json;

struct Answer {
  std::string verdict;
  std::vector<std::string> rules;

  friend bool operator==(const Answer&, const Answer&) = default;
};

std::string_view name_of(const rules::Decision& decision) {
  using Verdict = rules::Decision::Verdict;
  if (decision.verdict == Verdict::block) return "block";
  if (decision.verdict == Verdict::acknowledge) return "acknowledge";
  const bool edits = decision.program != nullptr || !decision.inner.empty() || !decision.head_edits.empty();
  return decision.verdict == Verdict::edit && edits ? "edit" : "none";
}

Answer answer_for(const rules::RuleSet& rules, rules::Facts facts, std::string_view region) {
  facts.location = geoip::Location::stated(region).value_or(geoip::Location());
  const rules::Decision decision = rules.decide(facts);
  Answer answer{std::string(name_of(decision)), {}};
  for (const rules::Reason& reason : decision.reasons) {
    if (!reason.shadow) answer.rules.push_back(reason.pack + "/" + reason.rule);
  }
  return answer;
}

json::object answer_json(const Answer& answer) {
  json::array rules;
  for (const std::string& rule : answer.rules) rules.emplace_back(rule);
  return {{"verdict", answer.verdict}, {"rules", std::move(rules)}};
}

}  // namespace

json::object region_map(const rules::RuleSet& rules, const rules::Facts& facts) {
  json::object regions;
  for (const char* word : {"unknown", "anonymous"})
    regions[word] = answer_json(answer_for(rules, facts, word));
  Answer of_country;
  std::string country;
  for (const rules::IsoRegion& region : rules::iso_regions()) {
    const Answer answer = answer_for(rules, facts, region.code);
    if (region.code.find('-') == std::string_view::npos) {
      of_country = answer;
      country = region.code;
      regions[country] = answer_json(answer);
    } else if (answer != of_country && region.code.starts_with(country + "-")) {
      regions[region.code] = answer_json(answer);
      json::object& whole = regions[country].get_object();
      whole["mixed"] = true;
      if (of_country.verdict != "none") whole["verdict"] = "uncertain";
      whole["would_be"] = of_country.verdict;
    }
  }
  return {{"regions", std::move(regions)}};
}

json::array stops_of(std::span<const rules::SourceFile> packs) {
  std::vector<rules::TurningPoint> points;
  for (const rules::SourceFile& pack : packs) {
    for (rules::TurningPoint& one : rules::turning_points(pack)) points.push_back(std::move(one));
  }
  std::ranges::stable_sort(points, {}, &rules::TurningPoint::instant);
  json::array stops;
  for (std::size_t i = 0; i < points.size(); ++i) {
    const rules::TurningPoint& one = points[i];
    if (i == 0 || points[i - 1].instant != one.instant) {
      stops.push_back(json::object{
          {"at", rules::iso_time(one.instant)}, {"zone", one.time_zone}, {"turns", json::array()}});
    }
    stops.back().at("turns").as_array().push_back(
        json::object{{"pack", one.pack}, {"rule", one.rule}, {"begins", one.begins}});
  }
  return stops;
}

}  // namespace caveat::studio
