// When and for whom a rule applies, as a set in each respect, so that rules can be compared.
#pragma once

#include <chrono>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "rules/lints/reader_sets.h"
#include "rules/lints/written_rule.h"
#include "rules/path_automaton.h"
#include "rules/site_pattern.h"

namespace caveat::rules {

struct SiteScope {
  std::vector<SitePattern> when;  ///< none: every site
  std::vector<SitePattern> unless;
};

struct PathScope {
  std::vector<PathAutomaton> when;
  std::vector<std::string> when_expressions;  ///< "re:..."; with `when` empty, too: every path
  std::vector<PathAutomaton> unless;
  std::vector<std::string> unless_expressions;

  bool is_everything() const { return when.empty() && when_expressions.empty(); }
};

/// Texts of a condition that are compared as they are written, in order.
struct TextScope {
  std::vector<std::string> when;
  std::vector<std::string> unless;
};

/// From `begin` until before `end`, in order and apart.
struct Moments {
  struct Span {
    std::chrono::sys_seconds begin;
    std::chrono::sys_seconds end;
  };
  std::vector<Span> spans;

  void keep(const Span& span);
  void remove(const Span& span);
  bool is_part_of(const Moments& other) const;
  /// The first moment of both.
  std::optional<std::chrono::sys_seconds> meeting(const Moments& other) const;
};

/// A value; the region is shared.
struct RuleScope {
  std::shared_ptr<const RegionScope> regions;
  SiteScope sites;
  PathScope paths;
  std::map<std::string, TextScope, std::less<>>
      others;       ///< by key; every condition that is none of the above
  Moments moments;  ///< from today on
};

RuleScope scope_of(const WrittenPack& pack, const WrittenRule& rule, std::chrono::sys_seconds today,
                   RegionScopes& regions);

/// The pack's time in force, from today on.
Moments in_force(const PackHead& head, std::chrono::sys_seconds today);
/// The two dates of a `between`.
std::optional<Moments::Span> span_of(const TomlValue& between, std::string_view time_zone);

/// Whether `unless` takes away all that `when` names, as far as that is certain.
bool leaves_no_site(const SiteScope& sites);
bool leaves_no_path(const PathScope& paths);

/// False if surely no request of a reader who can be placed meets both rules, or of one who cannot be, if
/// that is whom both are for. Quick.
bool may_meet(const RuleScope& a, const RuleScope& b);

/// Whether `outer` certainly applies wherever `inner` does. False also means: not certain.
bool covers(const RuleScope& outer, const RuleScope& inner);

}  // namespace caveat::rules
