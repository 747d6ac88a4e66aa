#include "rules/pack_succession.h"

#include <algorithm>
#include <utility>

#include "rules/codes.h"
#include "rules/problems.h"

namespace caveat::rules {

namespace {

const PackSummary* find_pack(const std::vector<PackSummary>& packs, const std::string& id) {
  const auto found =
      std::find_if(packs.begin(), packs.end(), [&](const PackSummary& pack) { return pack.id == id; });
  return found == packs.end() ? nullptr : &*found;
}

bool has_rule(const PackSummary& pack, const std::string& id) {
  return std::any_of(pack.rules.begin(), pack.rules.end(),
                     [&](const RuleSummary& rule) { return rule.id == id; });
}

Diagnostic lost(const std::string& file, std::string message, std::string suggestion) {
  Diagnostic diagnostic;
  diagnostic.severity = code_entry(Code::lost_pack).severity;
  diagnostic.code = code_name(Code::lost_pack);
  diagnostic.place.file = file;
  diagnostic.message = std::move(message);
  diagnostic.suggestion = std::move(suggestion);
  return diagnostic;
}

}  // namespace

std::vector<Diagnostic> lost_packs(const RuleSet& in_force, const RuleSet& next, const TimeSpan& now) {
  std::vector<Diagnostic> diagnostics;
  const auto kept = next.packs();
  for (const PackSummary& pack : in_force.packs()) {
    if (find_pack(kept, pack.id) || pack.retired || pack.validity.has_ended(now)) continue;
    diagnostics.push_back(
        lost(pack.file, "the pack " + in_quotes(pack.id) + " is in force, and no rule file holds it any more",
             "put it back; if it is to go, write retired = true under its [pack], load the "
             "rules, then delete it"));
  }
  return diagnostics;
}

std::vector<Diagnostic> missing_packs(std::span<const std::string> required, const RuleSet& rules,
                                      const std::string& path) {
  std::vector<Diagnostic> diagnostics;
  const auto packs = rules.packs();
  for (const std::string& id : required) {
    if (find_pack(packs, id)) continue;
    diagnostics.push_back(
        lost(path, "the configuration requires the pack " + in_quotes(id) + ", and it is not here",
             "put it back, or take it out of `required` in the configuration"));
  }
  return diagnostics;
}

std::vector<std::string> rules_that_go(const RuleSet& in_force, const RuleSet& next) {
  std::vector<std::string> gone;
  const auto kept = next.packs();
  for (const PackSummary& pack : in_force.packs()) {
    const PackSummary* same = find_pack(kept, pack.id);
    for (const RuleSummary& rule : pack.rules) {
      if (!same || !has_rule(*same, rule.id)) gone.push_back(pack.id + "/" + rule.id);
    }
  }
  return gone;
}

}  // namespace caveat::rules
