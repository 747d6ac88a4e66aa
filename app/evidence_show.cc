// `caveat evidence show`: records with their ends, filtered.
#include <algorithm>
#include <iostream>
#include <map>
#include <optional>

#include "app/evidence_actions.h"
#include "app/evidence_places.h"
#include "app/exit_codes.h"
#include "app/wall_clock.h"
#include "audit/journal/journal_walk.h"
#include "rules/diagnostic_renderers.h"

namespace caveat::app {
namespace {

using audit::Decided;
using audit::Ended;
using filter::RuleOutcome;

/// One record that waits for its end.
struct Open {
  std::string line;
  Decided decided;
};

std::string counts_of(const RuleOutcome& rule) {
  std::string text;
  const auto add = [&](std::uint64_t count, const char* what) {
    if (count > 0) text += ", " + std::to_string(count) + " " + what;
  };
  add(rule.removed, "removed");
  add(rule.disabled, "disabled");
  add(rule.labelled, "labelled");
  add(rule.withheld, "withheld");
  add(rule.attributes_changed, "attributes changed");
  return text;
}

std::string in_words(const RuleOutcome& rule) {
  std::string text = rule.pack + "/" + rule.rule;
  if (!rule.notice.empty()) text += ": notice " + rule.notice;
  if (!rule.place.empty()) text += " at " + rule.place;
  text += counts_of(rule);
  if (!rule.acknowledgement.empty()) text += ", " + rule.acknowledgement;
  return text + (rule.shadow ? " (shadow)" : "");
}

class ShownEntry {
 public:
  explicit ShownEntry(const EvidenceArguments& arguments) : arguments_(arguments) {}

  /// In words, if a bound of time is none.
  std::string fault() {
    return take_moment(arguments_.from, from_, "--from") + take_moment(arguments_.to, to_, "--to");
  }

  void see(const audit::WalkedLine& line) {
    if (const auto* decided = std::get_if<Decided>(&line.entry.what)) {
      if (is_wanted(*decided)) open_[line.entry.number] = {std::string(line.text), *decided};
    } else if (const auto* ended = std::get_if<Ended>(&line.entry.what)) {
      const auto found = open_.find(ended->of);
      if (found == open_.end()) return;
      show(found->first, found->second, ended, line.text);
      open_.erase(found);
    }
  }
  void finish() {
    for (const auto& [number, open] : open_) show(number, open, nullptr, {});
    open_.clear();
  }

 private:
  static std::string take_moment(const std::string& text, std::string& into, const char* option) {
    if (text.empty()) return {};
    const auto moment = parse_moment(text);
    if (!moment) return std::string(option) + " wants a moment: 2026-03-01T12:00:00Z\n";
    into = audit::minute_text(std::chrono::floor<std::chrono::minutes>(*moment));
    return {};
  }

  bool applies(const Decided& decided) const {
    return std::any_of(decided.applied.begin(), decided.applied.end(), [&](const RuleOutcome& rule) {
      return rule.pack + "/" + rule.rule == arguments_.rule || rule.rule == arguments_.rule ||
             rule.pack == arguments_.rule;
    });
  }

  bool is_wanted(const Decided& decided) const {
    return (arguments_.site.empty() || decided.site == arguments_.site) &&
           (arguments_.path.empty() || is_path(decided.path)) &&
           (arguments_.region.empty() || decided.region == arguments_.region) &&
           (arguments_.rule.empty() || applies(decided)) && (from_.empty() || decided.minute >= from_) &&
           (to_.empty() || decided.minute <= to_);
  }

  /// Exactly, or up to a star.
  bool is_path(const std::string& path) const {
    const std::string& wanted = arguments_.path;
    if (!wanted.ends_with('*')) return path == wanted;
    return path.starts_with(std::string_view(wanted).substr(0, wanted.size() - 1));
  }

  void show(std::uint64_t number, const Open& open, const Ended* ended, std::string_view end_line) const {
    if (arguments_.json) {
      std::cout << "{\"decided\":" << open.line;
      if (ended != nullptr) std::cout << ",\"ended\":" << end_line;
      std::cout << "}\n";
      return;
    }
    const Decided& decided = open.decided;
    std::cout << number << "  " << rules::harmless_text(decided.minute) << "  "
              << rules::harmless_text(decided.region) << "  "
              << rules::harmless_text(decided.site + decided.path) << "  "
              << (ended != nullptr ? ended->status : decided.status) << " "
              << (ended != nullptr ? rules::harmless_text(ended->ending) : "no end") << "\n";
    const std::string& failure = ended != nullptr ? ended->failure : decided.failure;
    if (!failure.empty()) std::cout << "    failure: " << rules::harmless_text(failure) << "\n";
    for (const RuleOutcome& rule : ended != nullptr ? ended->applied : decided.applied)
      std::cout << "    " << rules::harmless_text(in_words(rule)) << "\n";
  }

  const EvidenceArguments& arguments_;
  std::string from_, to_;  ///< minutes, which order like texts
  std::map<std::uint64_t, Open> open_;
};

}  // namespace

int show_evidence(const EvidenceArguments& arguments) {
  const auto places = find_journals(arguments.operands);
  if (!places) return could_not(places.error().said);
  for (const audit::JournalPlace& place : *places) {
    ShownEntry shown(arguments);
    if (const std::string fault = shown.fault(); !fault.empty()) return could_not(fault);
    audit::walk_journal(place.files, [&](const audit::WalkedLine& line) {
      shown.see(line);
      return std::cout.good();
    });
    shown.finish();
  }
  return kClean;
}

}  // namespace caveat::app
