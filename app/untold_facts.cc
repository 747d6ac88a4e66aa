#include "app/untold_facts.h"

#include <cstddef>
#include <set>

namespace caveat::app {
namespace {

constexpr std::size_t kNamed = 3;

/// The rules of a folder that ask for one kind of fact.
struct Asking {
  std::size_t count = 0;
  std::string first;            ///< "pack/rule"
  std::set<std::string> codes;  ///< subdivisions, if it is these

  void add(const std::string& rule) {
    if (count++ == 0) first = rule;
  }

  std::string in_words(const std::string& path) const {
    return std::to_string(count) + (count == 1 ? " rule in " : " rules in ") + path +
           (count == 1 ? " asks (" : " ask (the first: ") + first + ") ";
  }
};

/// Of all rules of a folder.
struct AllAsking {
  Asking subdivisions, autonomous_systems, anonymity;

  explicit AllAsking(const rules::RuleSet& rules) {
    for (const rules::PackSummary& pack : rules.packs()) {
      if (pack.retired) continue;
      for (const rules::RuleSummary& rule : pack.rules) {
        const std::string name = pack.id + "/" + rule.id;
        if (!rule.asked.subdivisions.empty()) subdivisions.add(name);
        if (rule.asked.autonomous_system) autonomous_systems.add(name);
        if (rule.asked.anonymity) anonymity.add(name);
        subdivisions.codes.insert(rule.asked.subdivisions.begin(), rule.asked.subdivisions.end());
      }
    }
  }
};

std::string first_of(const std::set<std::string>& codes) {
  std::string words;
  std::size_t named = 0;
  for (const std::string& code : codes) {
    if (named++ == kNamed) return words + ", ...";
    words += (words.empty() ? "" : ", ") + code;
  }
  return words;
}

/// What the region data of the server tells, and what of it a reader behind a CDN goes without.
struct Told {
  geoip::ToldFacts facts;
  bool cdn_states_countries_alone = false;
};

constexpr const char* kStaysOpen =
    ": it stays uncertain of those whom it would decide about, and they count as `uncertain` of the "
    "region or `when_unknown` of the rule says; name ";

void add_untold(const std::string& path, const rules::RuleSet& rules, const Told& told,
                std::vector<std::string>& warnings) {
  const AllAsking asking(rules);
  const std::string of_subdivisions = asking.subdivisions.in_words(path) + "whether a reader is in " +
                                      first_of(asking.subdivisions.codes) + ", and ";
  if (asking.subdivisions.count > 0 && !told.facts.subdivision) {
    warnings.push_back(
        of_subdivisions + "nothing in [geoip] tells subdivisions" + kStaysOpen +
        "a database that has them (a city edition), overrides, or `subdivision` of region_from");
  } else if (asking.subdivisions.count > 0 && told.cdn_states_countries_alone) {
    warnings.push_back(of_subdivisions +
                       "of a reader whose country stands in a field of region_from no database tells more" +
                       kStaysOpen + "the CDN's field with the `subdivision` in region_from");
  }
  if (asking.autonomous_systems.count > 0 && !told.facts.autonomous_system)
    warnings.push_back(asking.autonomous_systems.in_words(path) +
                       "of which network a reader is (`asn:`), and no database in [geoip] tells it" +
                       kStaysOpen + "one of AS numbers beside the others");
  if (asking.anonymity.count > 0 && !told.facts.anonymity)
    warnings.push_back(asking.anonymity.in_words(path) +
                       "whether a reader comes by a VPN or the like, and no database in [geoip] tells it" +
                       kStaysOpen + "one of anonymous addresses beside the others");
}

}  // namespace

std::vector<std::string> untold_facts(const ServeConfiguration& configuration,
                                      const std::vector<std::shared_ptr<const rules::RuleSet>>& rules,
                                      const geoip::ToldFacts& told) {
  const proxy::RegionFields& fields = configuration.server.region_fields;
  Told all{.facts = told,
           .cdn_states_countries_alone = !fields.country.empty() && fields.subdivision.empty()};
  all.facts.subdivision |= !fields.subdivision.empty();
  std::vector<std::string> warnings;
  std::set<const RulesConfiguration*> seen;
  for (std::size_t i = 0; i < rules.size(); ++i) {
    const RulesConfiguration* const from = configuration.rules[i].get();
    if (rules[i] && seen.insert(from).second) add_untold(from->path, *rules[i], all, warnings);
  }
  return warnings;
}

}  // namespace caveat::app
