#include "rules/rule_memo.h"

#include <algorithm>
#include <string_view>

namespace caveat::rules {

namespace {

/// What tells pages apart before anything is known of readers and responses.
constexpr std::string_view kOfOtherPages[] = {"when.site", "unless.site", "when.path", "unless.path"};

std::string place_of(const RuleTrace& trace, int line) {
  return trace.rule.file + ":" + std::to_string(line);
}

bool fails(const ConditionTrace& condition) {
  return condition.held == Held::no;
}

bool is_for_other_pages(const RuleTrace& trace) {
  return std::any_of(trace.conditions.begin(), trace.conditions.end(), [](const ConditionTrace& condition) {
    return fails(condition) && std::find(std::begin(kOfOtherPages), std::end(kOfOtherPages), condition.key) !=
                                   std::end(kOfOtherPages);
  });
}

void append_condition(const RuleTrace& trace, const ConditionTrace& condition, std::string& out) {
  const std::string held = condition.held == Held::yes ? "yes" : condition.held == Held::no ? "NO " : "?  ";
  out += "  " + held + "  " + condition.key + "  " + condition.why + "  (" + place_of(trace, condition.line) +
         ")\n";
}

void append_words(std::string_view name, std::string_view words, std::string& out) {
  if (words.empty()) return;
  out += "  " + std::string(name) + ": " + std::string(words) + "\n";
}

std::string in_order(const std::vector<std::string>& places) {
  std::string out = "at ";
  for (const std::string& place : places) out += place + ", else ";
  return out + "the end of the body";
}

void append_action(const RuleTrace& trace, const ActionTrace& action, std::string& out) {
  out += "  does  " + action.key + "  (" + place_of(trace, action.line) + ")\n";
  if (action.notice.empty()) return;
  out += "        " + action.notice_kind + " `" + action.notice + "` in " + action.language + ": " +
         action.why_language + "\n";
  if (action.key == "insert") out += "        " + in_order(action.places) + "\n";
}

void append_rule(const RuleTrace& trace, std::string& out) {
  out += "\n" + trace.rule.pack + "/" + trace.rule.rule +
         (trace.rule.shadow ? " (shadow: the page stays unchanged)" : "") + "  (" +
         place_of(trace, trace.rule.line) + ")\n";
  append_words("pack", trace.pack_title, out);
  append_words("legal basis", trace.rule.legal_basis, out);
  append_words("owner", trace.pack_owner, out);
  append_words("reference", trace.reference, out);
  if (trace.applies != Held::no) {
    for (const ActionTrace& action : trace.actions) append_action(trace, action, out);
  }
  if (trace.conditions.empty()) out += "  yes  the rule has no conditions\n";
  for (const ConditionTrace& condition : trace.conditions) append_condition(trace, condition, out);
}

/// The first condition that failed decides; the others are named, since mending the first is not enough then.
void append_refusal(const RuleTrace& trace, std::string& out) {
  const auto first = std::find_if(trace.conditions.begin(), trace.conditions.end(), fails);
  if (first == trace.conditions.end()) return;
  out += "\n" + trace.rule.pack + "/" + trace.rule.rule + "\n";
  append_condition(trace, *first, out);
  std::string others;
  for (auto other = first + 1; other != trace.conditions.end(); ++other) {
    if (fails(*other)) others += (others.empty() ? "" : ", ") + other->key;
  }
  if (!others.empty()) out += "       nor do these hold: " + others + "\n";
}

void append_section(std::span<const RuleTrace> traces, Held applies, std::string_view title,
                    std::string& out) {
  const auto belongs = [applies](const RuleTrace& trace) { return trace.applies == applies; };
  if (std::none_of(traces.begin(), traces.end(), belongs)) return;
  out += "\n" + std::string(title) + "\n";
  for (const RuleTrace& trace : traces) {
    if (belongs(trace)) append_rule(trace, out);
  }
}

void append_refusals(std::span<const RuleTrace> traces, std::string& out) {
  std::size_t elsewhere = 0;
  bool titled = false;
  for (const RuleTrace& trace : traces) {
    if (trace.applies != Held::no) continue;
    if (is_for_other_pages(trace)) {
      ++elsewhere;
      continue;
    }
    if (!titled) out += "\nDOES NOT APPLY\n";
    titled = true;
    append_refusal(trace, out);
  }
  if (elsewhere == 0) return;
  out += "\n" + std::to_string(elsewhere) + (titled ? " more" : "") +
         (elsewhere == 1 ? " rule is" : " rules are") + " for other sites or paths (--all lists them)\n";
}

}  // namespace

void append_rule_memo(std::span<const RuleTrace> traces, bool all, std::string& out) {
  append_section(traces, Held::yes, "APPLIES", out);
  append_section(traces, Held::undecided, "MAY APPLY", out);
  if (all) {
    append_section(traces, Held::no, "DOES NOT APPLY", out);
  } else {
    append_refusals(traces, out);
  }
}

}  // namespace caveat::rules
