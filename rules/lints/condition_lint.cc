// Rules whose conditions cannot hold together, or never hold again.
#include <algorithm>
#include <optional>
#include <string>
#include <utility>

#include "rules/lints/lints.h"
#include "rules/lints/reader_sets.h"
#include "rules/lints/rule_scope.h"

namespace caveat::rules {

namespace {

/// A fact that one list of conditions allows, tried over all that could make a difference.
template <typename Facts, typename Values, typename Set>
bool any_allowed(const Rule& rule, std::string_view key, Facts facts, const Values& values, const Set& set) {
  return std::any_of(std::begin(values), std::end(values), [&](const auto& value) {
    set(facts, value);
    return std::all_of(rule.conditions.begin(), rule.conditions.end(), [&](const Condition& condition) {
      const bool asked =
          condition.key == "when." + std::string(key) || condition.key == "unless." + std::string(key);
      return !asked || condition.allows(facts) == Held::yes;
    });
  });
}

class ConditionLint {
 public:
  ConditionLint(const LintedPack& pack, const WrittenRule& rule, RegionScopes& regions)
      : pack_(pack), rule_(rule), regions_(regions) {}

  void look() {
    look_at_region();
    look_at_texts();
    look_at_response();
    look_at_language("language", "pages that state no language");
    look_at_language("reader_language", "readers whose browser asks for no language");
    look_at_time();
    look_at_html();
  }

 private:
  const TomlValue* unless(std::string_view key) const { return rule_.condition("unless", key); }

  void never(std::string_view key, std::string message,
             std::string suggestion = "mend or delete one of the two") {
    pack_.problems.add(Code::never_applies, unless(key)->place, std::move(message), std::move(suggestion));
  }

  void look_at_region() {
    if (!unless("region")) return;
    const auto scope = regions_.of(pack_.written, rule_);
    if (!scope->exact || scope->allowed.has_placed() || !scope->asked.has_placed()) return;
    const bool named = rule_.condition("when", "region") != nullptr;
    never("region",
          std::string("the rule never applies to a reader who can be placed: this takes away every place") +
              (named ? " that `when.region` names" : ""));
  }

  void look_at_texts() {
    if (unless("site") && leaves_no_site(scope().sites)) {
      never("site", std::string("the rule never applies: this takes away every site") + named("site"));
    }
    if (unless("path") && leaves_no_path(scope().paths)) {
      never("path", std::string("the rule never applies: this takes away every path") + named("path"));
    }
    // A list of alternatives that are all taken away again, as they are written.
    for (const std::string_view key : {"query", "page_has", "page_mentions"}) {
      const auto asked = rule_.texts("when", key);
      const auto taken = rule_.texts("unless", key);
      const bool all = !asked.empty() && std::all_of(asked.begin(), asked.end(), [&](const PlacedText& text) {
        return std::any_of(taken.begin(), taken.end(),
                           [&](const PlacedText& one) { return *one.text == *text.text; });
      });
      if (all)
        never(key, "the rule hardly ever applies: this takes away all that `when." + std::string(key) +
                       "` asks for");
    }
  }

  std::string named(std::string_view key) const {
    return rule_.condition("when", key) ? " that `when." + std::string(key) + "` names" : "";
  }

  void look_at_response() {
    if (unless("method")) {
      constexpr std::string_view kMethods[] = {"GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"};
      const bool left = any_allowed(*rule_.rule, "method", Facts(), kMethods,
                                    [](Facts& facts, std::string_view method) { facts.method = method; });
      if (!left) never("method", "the rule never applies: no method is left");
    }
    if (unless("status")) {
      std::vector<int> statuses;
      for (int status = 200; status < 600; ++status) statuses.push_back(status);
      const bool left = any_allowed(*rule_.rule, "status", Facts(), statuses,
                                    [](Facts& facts, int status) { facts.status = status; });
      if (!left) never("status", "the rule never applies: no status is left");
    }
    if (unless("content_type")) look_at_types();
  }

  /// Types that state what they are: those written here, with something for a star, and one that is not.
  void look_at_types() {
    std::vector<std::string> types = {"x-unlisted/x-unlisted"};
    for (const std::string_view group : {"when", "unless"}) {
      for (const PlacedText& text : rule_.texts(group, "content_type")) {
        const std::size_t star = text.text->find('*');
        types.push_back(star == std::string::npos ? *text.text : text.text->substr(0, star) + "x-unlisted");
      }
    }
    const bool left = any_allowed(*rule_.rule, "content_type", Facts(), types,
                                  [](Facts& facts, const std::string& type) { facts.content_type = type; });
    if (!left) {
      never("content_type", "the rule never applies to a response that states its type: no type is left");
    }
  }

  void look_at_language(std::string_view key, std::string_view rest) {
    if (!unless(key)) return;
    std::vector<std::string> tags = {"qaa"};
    for (const std::string_view group : {"when", "unless"}) {
      for (const PlacedText& text : rule_.texts(group, key)) {
        tags.push_back(*text.text);
        tags.push_back(*text.text + "-x-qaa");
      }
    }
    const bool left = any_allowed(*rule_.rule, key, Facts(), tags, [](Facts& facts, const std::string& tag) {
      facts.page = PageFacts{tag, false};
      facts.reader_languages = {tag};
    });
    if (!left) never(key, "no language is left: the rule applies to " + std::string(rest) + " only");
  }

  void look_at_time() {
    const TomlValue* between = rule_.condition("when", "between");
    const auto span = between ? span_of(*between, pack_.head().time_zone) : std::nullopt;
    if (!span || pack_.head().retired()) return;
    if (span->end <= pack_.today) {
      pack_.problems.add(Code::moment_passed, between->place,
                         "this time is over, so the rule never applies again",
                         "move the dates, or take the rule out");
      return;
    }
    Moments force = in_force(pack_.head(), std::chrono::sys_seconds::min());
    force.keep(*span);
    if (force.spans.empty()) {
      pack_.problems.add(Code::never_applies, between->place,
                         "the rule never applies: the pack is not in force at that time",
                         "compare it with `effective` and `expires` under [pack]");
      return;
    }
    const auto taken = unless("between") ? span_of(*unless("between"), pack_.head().time_zone) : std::nullopt;
    if (!taken) return;
    force.remove(*taken);
    if (force.spans.empty())
      never("between", "the rule never applies: this takes away all of `when.between`");
  }

  /// Types are compared in small letters, as the condition does.
  void look_at_html() {
    const TomlValue* types = rule_.condition("when", "content_type");
    if (!types || rule_.value({"in"}) || rule_.value({"block"})) return;
    constexpr std::string_view kEdits[] = {"insert", "remove",   "disable",   "replace",
                                           "label",  "withhold", "attributes"};
    const auto edit = std::find_if(std::begin(kEdits), std::end(kEdits),
                                   [&](std::string_view key) { return rule_.value({key}) != nullptr; });
    const TomlValue* non_html = rule_.value({"non_html"});
    const bool refuses = non_html && non_html->string() && *non_html->string() == "refuse";
    if (edit == std::end(kEdits) || refuses) return;
    Facts facts;
    for (const char* type : {"text/html", "application/xhtml+xml"}) {
      facts.content_type = type;
      const bool held = std::any_of(
          rule_.rule->conditions.begin(), rule_.rule->conditions.end(),
          [&](const auto& one) { return one.key == "when.content_type" && one.allows(facts) == Held::yes; });
      if (held) return;
    }
    pack_.problems.add(Code::edits_no_html, types->place,
                       in_quotes(*edit) + " needs HTML, and no type of this list is HTML",
                       "name \"text/html\", or say with `in` where the HTML is");
  }

  const RuleScope& scope() {
    if (!scope_) scope_ = scope_of(pack_.written, rule_, pack_.today, regions_);
    return *scope_;
  }

  const LintedPack& pack_;
  const WrittenRule& rule_;
  RegionScopes& regions_;
  std::optional<RuleScope> scope_;
};

}  // namespace

void lint_conditions(const LintedPack& pack) {
  RegionScopes regions;
  for (const WrittenRule& rule : pack.rules) ConditionLint(pack, rule, regions).look();
}

}  // namespace caveat::rules
