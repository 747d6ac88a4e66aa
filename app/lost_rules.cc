#include "app/lost_rules.h"

#include <algorithm>
#include <functional>
#include <utility>

#include "proxy/site_succession.h"
#include "rules/pack_succession.h"

namespace caveat::app {
namespace {

struct Passing {
  const rules::RuleSet& in_force;
  const rules::RuleSet& next;
  const std::string& from;  ///< the site's name
  const std::string& to;
};

/// Of the packs that are lost, by their files, what is said of each.
std::map<std::string, std::string> lost(const Passing& passing, const rules::TimeSpan& now) {
  std::map<std::string, std::string> said;
  for (rules::Diagnostic& one : rules::lost_packs(passing.in_force, passing.next, now)) {
    if (passing.from != passing.to) {
      // The file may be where it was, and other sites be judged by it.
      one.message +=
          "; it is about readers of the site " + passing.from + ", whom " + passing.to + " has now";
      one.suggestion =
          "put it among the rules of " + passing.to + "; if it is to go for these readers, restart";
    }
    said.emplace(one.place.file, rules::render({&one, 1}, rules::DiagnosticFormat::text));
  }
  return said;
}

std::string in_one_line(const std::vector<std::string>& names) {
  std::string text;
  for (const std::string& name : names) text += (text.empty() ? "" : ", ") + name;
  return text;
}

}  // namespace

std::map<std::size_t, std::string> lost_packs(const proxy::Judgement& in_force,
                                              const ServeConfiguration& next, const SiteRules& rules,
                                              const rules::TimeSpan& now) {
  const auto& before = in_force.sites->options().sites;
  const auto heirs = proxy::site_heirs(before, next.server.sites);
  std::map<std::size_t, std::map<std::string, std::string>> missed;  // by site and file
  for (std::size_t old = 0; old < before.size(); ++old) {
    const auto lost_in = [&](std::size_t heir) {
      return lost({*in_force.rules[old], *rules[heir], before[old].name, next.server.sites[heir].name}, now);
    };
    const auto has_to_have_them = [&](std::size_t heir) {
      return next.rules[heir]->empty != rules::EmptyRules::allowed && rules[heir] != nullptr;
    };
    for (const std::size_t heir : heirs[old].own) {
      if (has_to_have_them(heir)) missed[heir].merge(lost_in(heir));
    }
    if (!heirs[old].own.empty()) continue;
    // Taken apart, it is enough that one of the parts has a pack: what it is not for the log names.
    std::vector<std::size_t> parts = heirs[old].carved_out;
    std::erase_if(parts, std::not_fn(has_to_have_them));
    if (parts.empty()) continue;
    std::map<std::string, std::string> in_none = lost_in(parts.front());
    for (const std::size_t part : parts) {
      const auto here = lost_in(part);
      std::erase_if(in_none, [&here](const auto& one) { return !here.contains(one.first); });
    }
    missed[parts.front()].merge(in_none);
  }
  std::map<std::size_t, std::string> said;
  for (const auto& [site, packs] : missed) {
    for (const auto& [file, text] : packs) said[site] += text;
  }
  return said;
}

std::vector<std::string> what_goes(const proxy::Judgement& in_force, const proxy::Judgement& next) {
  const auto& before = in_force.sites->options().sites;
  const auto& after = next.sites->options().sites;
  const auto heirs = proxy::site_heirs(before, after);
  std::vector<std::string> lines;
  for (std::size_t old = 0; old < before.size(); ++old) {
    if (heirs[old].empty()) lines.push_back("a site that is no longer served: " + before[old].name);
    std::vector<std::size_t> all = heirs[old].own;
    all.insert(all.end(), heirs[old].carved_out.begin(), heirs[old].carved_out.end());
    for (const std::size_t heir : all) {
      const std::string names = in_one_line(rules::rules_that_go(*in_force.rules[old], *next.rules[heir]));
      std::string line;
      if (before[old].name != after[heir].name) {
        line.append("of ").append(before[old].name).append(", some of whose readers ");
        line.append(after[heir].name).append(" has now: ");
      }
      line.append("rules that are no longer in force: ").append(names);
      // Sites may share their rules.
      if (!names.empty() && std::ranges::find(lines, line) == lines.end()) lines.push_back(std::move(line));
    }
  }
  return lines;
}

}  // namespace caveat::app
