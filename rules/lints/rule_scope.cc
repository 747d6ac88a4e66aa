#include "rules/lints/rule_scope.h"

#include <algorithm>

#include "rules/calendar.h"
#include "rules/expression_text.h"

namespace caveat::rules {

namespace {

using std::chrono::sys_seconds;

constexpr std::string_view kOwnScopes[] = {"region", "site", "path", "between"};

std::vector<SitePattern> sites_of(const std::vector<PlacedText>& texts) {
  std::vector<SitePattern> out;
  for (const PlacedText& text : texts) {
    if (auto site = SitePattern::parse(*text.text)) out.push_back(std::move(*site));
  }
  return out;
}

void add_paths(const std::vector<PlacedText>& texts, std::vector<PathAutomaton>& globs,
               std::vector<std::string>& expressions) {
  for (const PlacedText& text : texts) {
    if (is_expression(*text.text)) {
      expressions.push_back(*text.text);
    } else {
      globs.emplace_back(*text.text);
    }
  }
}

std::string text_of(const TomlValue& value) {
  if (const std::string* text = value.string()) return "\"" + *text;
  if (const std::int64_t* number = value.integer()) return std::to_string(*number);
  if (const bool* truth = value.boolean()) return *truth ? "true" : "false";
  if (const TomlDateTime* date = value.date_time()) {
    const auto day = date->date ? std::chrono::sys_days(*date->date).time_since_epoch().count() : 0;
    const auto offset = date->offset ? std::to_string(date->offset->count()) : "";
    return "date " + std::to_string(day) + " " +
           std::to_string(date->time_of_day.value_or(std::chrono::seconds(0)).count()) + " " + offset;
  }
  std::string all = "[";
  for (const TomlValue& item : items_of(&value)) all += text_of(item) + ",";
  for (const TomlEntry& entry : entries_of(&value)) {
    all += entry.key + "=" + text_of(entry.value) + ",";
  }
  return all;
}

/// The texts of a list: any of them. What is neither text nor list is one text.
std::vector<std::string> alternatives(const TomlValue& value) {
  std::vector<std::string> out;
  const TomlArray* items = value.array();
  if (!items) return {text_of(value)};
  for (const TomlValue& item : *items) out.push_back(text_of(item));
  std::sort(out.begin(), out.end());
  return out;
}

void add_others(const WrittenRule& rule, std::string_view group, RuleScope& scope) {
  const TomlValue* conditions = rule.value({group});
  if (!conditions || !conditions->table()) return;
  for (const TomlEntry& entry : *conditions->table()) {
    if (std::find(std::begin(kOwnScopes), std::end(kOwnScopes), entry.key) != std::end(kOwnScopes)) continue;
    TextScope& texts = scope.others[entry.key];
    (group == "when" ? texts.when : texts.unless) = alternatives(entry.value);
  }
}

bool is_part(const std::vector<std::string>& some, const std::vector<std::string>& all) {
  return std::includes(all.begin(), all.end(), some.begin(), some.end());
}

bool any_holds(const std::vector<SitePattern>& outer, const SitePattern& inner) {
  return std::any_of(outer.begin(), outer.end(), [&](const SitePattern& one) { return one.holds(inner); });
}

bool has(const std::vector<std::string>& texts, const std::string& wanted) {
  return std::find(texts.begin(), texts.end(), wanted) != texts.end();
}

/// What is taken from `outer` is taken from `inner` as well, or is no part of it.
bool covers_sites(const SiteScope& outer, const SiteScope& inner) {
  const auto named = [&](const SitePattern& site) { return any_holds(outer.when, site); };
  const bool wide = outer.when.empty() || any_holds(outer.when, *SitePattern::parse("*")) ||
                    (!inner.when.empty() && std::all_of(inner.when.begin(), inner.when.end(), named));
  const auto kept = [&](const SitePattern& taken) {
    const bool apart =
        !inner.when.empty() && std::none_of(inner.when.begin(), inner.when.end(),
                                            [&](const SitePattern& one) { return one.meets(taken); });
    return apart || any_holds(inner.unless, taken);
  };
  return wide && std::all_of(outer.unless.begin(), outer.unless.end(), kept);
}

bool covers_paths(const PathScope& outer, const PathScope& inner) {
  const auto named = [&](const PathAutomaton& glob) { return holds(outer.when, glob); };
  const auto known = [&](const std::string& text) { return has(outer.when_expressions, text); };
  const bool all = outer.is_everything() || holds(outer.when, PathAutomaton("/**"));
  const bool wide =
      all || (!inner.is_everything() && std::all_of(inner.when.begin(), inner.when.end(), named) &&
              std::all_of(inner.when_expressions.begin(), inner.when_expressions.end(), known));
  // By the same globs: two readings of a path (path_readings.h) must both be taken.
  const auto kept = [&](const PathAutomaton& taken) { return holds(inner.unless, taken); };
  const auto kept_text = [&](const std::string& text) { return has(inner.unless_expressions, text); };
  return wide && std::all_of(outer.unless.begin(), outer.unless.end(), kept) &&
         std::all_of(outer.unless_expressions.begin(), outer.unless_expressions.end(), kept_text);
}

bool covers_others(const RuleScope& outer, const RuleScope& inner) {
  return std::all_of(outer.others.begin(), outer.others.end(), [&](const auto& entry) {
    const auto found = inner.others.find(entry.first);
    const TextScope& asked = entry.second;
    if (found == inner.others.end()) return false;
    const bool named =
        asked.when.empty() || (!found->second.when.empty() && is_part(found->second.when, asked.when));
    return named && is_part(asked.unless, found->second.unless);
  });
}

}  // namespace

void Moments::keep(const Span& span) {
  std::vector<Span> kept;
  for (const Span& one : spans) {
    const Span both{std::max(one.begin, span.begin), std::min(one.end, span.end)};
    if (both.begin < both.end) kept.push_back(both);
  }
  spans = std::move(kept);
}

void Moments::remove(const Span& span) {
  std::vector<Span> kept;
  for (const Span& one : spans) {
    const Span before{one.begin, std::min(one.end, span.begin)};
    const Span after{std::max(one.begin, span.end), one.end};
    if (before.begin < before.end) kept.push_back(before);
    if (after.begin < after.end) kept.push_back(after);
  }
  spans = std::move(kept);
}

bool Moments::is_part_of(const Moments& other) const {
  Moments rest = *this;
  for (const Span& span : other.spans) rest.remove(span);
  return rest.spans.empty();
}

std::optional<sys_seconds> Moments::meeting(const Moments& other) const {
  for (const Span& span : spans) {
    Moments both = other;
    both.keep(span);
    if (!both.spans.empty()) return both.spans.front().begin;
  }
  return std::nullopt;
}

Moments in_force(const PackHead& head, sys_seconds today) {
  if (head.retired()) return {};
  Moments out{{{today, sys_seconds::max()}}};
  const auto& [begins, ends] = head.validity;
  out.keep({begins ? begins->instant : sys_seconds::min(), ends ? ends->instant : sys_seconds::max()});
  return out;
}

std::optional<Moments::Span> span_of(const TomlValue& between, std::string_view time_zone) {
  const TomlArray* pair = between.array();
  if (!pair || pair->size() != 2 || !pair->front().date_time() || !pair->back().date_time())
    return std::nullopt;
  const auto begin = instant_of(*pair->front().date_time(), time_zone);
  const auto end = instant_of(*pair->back().date_time(), time_zone);
  if (!begin || !end) return std::nullopt;
  return Moments::Span{*begin, *end};
}

RuleScope scope_of(const WrittenPack& pack, const WrittenRule& rule, sys_seconds today,
                   RegionScopes& regions) {
  RuleScope scope;
  scope.regions = regions.of(pack, rule);
  scope.sites = {sites_of(rule.texts("when", "site")), sites_of(rule.texts("unless", "site"))};
  add_paths(rule.texts("when", "path"), scope.paths.when, scope.paths.when_expressions);
  add_paths(rule.texts("unless", "path"), scope.paths.unless, scope.paths.unless_expressions);
  add_others(rule, "when", scope);
  add_others(rule, "unless", scope);
  scope.moments = in_force(*pack.pack.head, today);
  const std::string& zone = pack.pack.head->time_zone;
  const TomlValue* when = rule.condition("when", "between");
  const TomlValue* unless = rule.condition("unless", "between");
  if (const auto span = when ? span_of(*when, zone) : std::nullopt) scope.moments.keep(*span);
  if (const auto span = unless ? span_of(*unless, zone) : std::nullopt) scope.moments.remove(*span);
  return scope;
}

bool leaves_no_site(const SiteScope& sites) {
  if (sites.when.empty()) return any_holds(sites.unless, *SitePattern::parse("*"));
  return std::all_of(sites.when.begin(), sites.when.end(),
                     [&](const SitePattern& site) { return any_holds(sites.unless, site); });
}

bool leaves_no_path(const PathScope& paths) {
  if (paths.is_everything()) return holds(paths.unless, PathAutomaton("/**"));
  const auto taken = [&](const PathAutomaton& glob) { return holds(paths.unless, glob); };
  const auto taken_text = [&](const std::string& text) {
    return has(paths.unless_expressions, text) || holds(paths.unless, PathAutomaton("/**"));
  };
  return std::all_of(paths.when.begin(), paths.when.end(), taken) &&
         std::all_of(paths.when_expressions.begin(), paths.when_expressions.end(), taken_text);
}

bool may_meet(const RuleScope& a, const RuleScope& b) {
  const auto sites_meet = [&] {
    return a.sites.when.empty() || b.sites.when.empty() ||
           std::any_of(a.sites.when.begin(), a.sites.when.end(), [&](const SitePattern& one) {
             return std::any_of(b.sites.when.begin(), b.sites.when.end(),
                                [&](const SitePattern& other) { return one.meets(other); });
           });
  };
  const auto paths_meet = [&] {
    const auto is_open = [](const PathScope& paths) {
      return paths.is_everything() || !paths.when_expressions.empty();
    };
    return is_open(a.paths) || is_open(b.paths) ||
           std::any_of(a.paths.when.begin(), a.paths.when.end(), [&](const PathAutomaton& one) {
             return std::any_of(b.paths.when.begin(), b.paths.when.end(),
                                [&](const PathAutomaton& other) { return may_meet(one, other); });
           });
  };
  return a.regions->telling.meets(b.regions->telling) && paths_meet() && sites_meet();
}

bool covers(const RuleScope& outer, const RuleScope& inner) {
  const bool regions =
      outer.regions == inner.regions || (outer.regions->exact && inner.regions->exact &&
                                         inner.regions->allowed.is_part_of(outer.regions->allowed));
  return regions && inner.moments.is_part_of(outer.moments) && covers_sites(outer.sites, inner.sites) &&
         covers_others(outer, inner) && covers_paths(outer.paths, inner.paths);
}

}  // namespace caveat::rules
