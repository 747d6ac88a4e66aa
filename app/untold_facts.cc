#include "app/untold_facts.h"

#include <algorithm>
#include <cstddef>
#include <functional>
#include <set>

namespace caveat::app {
namespace {

using rules::AskedFacts;

constexpr std::size_t kNamed = 3;

/// The rules of a folder that ask for one kind of fact.
struct Asking {
  std::size_t count = 0;
  std::string first;            ///< "pack/rule"
  std::set<std::string> codes;  ///< subdivisions, if it is these

  std::string in_words(const std::string& path) const {
    return std::to_string(count) + (count == 1 ? " rule in " : " rules in ") + path +
           (count == 1 ? " asks (" : " ask (the first: ") + first + ") ";
  }
};

Asking asking(const rules::RuleSet& rules, const std::function<bool(const AskedFacts&)>& asks) {
  Asking found;
  for (const rules::PackSummary& pack : rules.packs()) {
    if (pack.retired) continue;
    for (const rules::RuleSummary& rule : pack.rules) {
      if (!asks(rule.asked)) continue;
      if (found.count++ == 0) found.first = pack.id + "/" + rule.id;
      found.codes.insert(rule.asked.subdivisions.begin(), rule.asked.subdivisions.end());
    }
  }
  return found;
}

std::string first_of(const std::set<std::string>& codes) {
  std::string words;
  std::size_t named = 0;
  for (const std::string& code : codes) {
    if (named++ == kNamed) return words + ", ...";
    words += (words.empty() ? "" : ", ") + code;
  }
  return words;
}

std::string counts(const std::string& who) {
  return ": " + who + " counts as `uncertain` of the region says, inside if it says nothing; ";
}

void add_untold(const std::string& path, const rules::RuleSet& rules, const geoip::ToldFacts& told,
                std::vector<std::string>& warnings) {
  const Asking parts = asking(rules, [](const AskedFacts& asked) { return !asked.subdivisions.empty(); });
  if (parts.count > 0 && !told.subdivision)
    warnings.push_back(parts.in_words(path) + "whether a reader is in " + first_of(parts.codes) +
                       ", and nothing in [geoip] tells subdivisions" + counts("everyone of the country") +
                       "name a database that has them (a city edition), or overrides");
  const Asking systems = asking(rules, [](const AskedFacts& asked) { return asked.autonomous_system; });
  if (systems.count > 0 && !told.autonomous_system)
    warnings.push_back(systems.in_words(path) +
                       "of which network a reader is (`asn:`), and no database in [geoip] tells it" +
                       counts("everyone") + "name one of AS numbers beside the others");
  const Asking anonymity = asking(rules, [](const AskedFacts& asked) { return asked.anonymity; });
  if (anonymity.count > 0 && !told.anonymity)
    warnings.push_back(anonymity.in_words(path) +
                       "whether a reader comes by a VPN or the like, and no database in [geoip] tells it" +
                       counts("everyone") + "name one of anonymous addresses beside the others");
}

}  // namespace

std::vector<std::string> untold_facts(const ServeConfiguration& configuration,
                                      const std::vector<std::shared_ptr<const rules::RuleSet>>& rules,
                                      const geoip::ToldFacts& told) {
  geoip::ToldFacts all = told;
  all.subdivision |= !configuration.server.region_fields.subdivision.empty();
  std::vector<std::string> warnings;
  std::set<const RulesConfiguration*> seen;
  for (std::size_t i = 0; i < rules.size(); ++i) {
    const RulesConfiguration* const from = configuration.rules[i].get();
    if (rules[i] && seen.insert(from).second) add_untold(from->path, *rules[i], all, warnings);
  }
  return warnings;
}

}  // namespace caveat::app
