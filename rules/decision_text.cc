#include "rules/decision_text.h"

#include <algorithm>
#include <set>

#include "rules/calendar.h"
#include "rules/decision_words.h"
#include "rules/region.h"

namespace caveat::rules {

namespace {

std::string count(std::size_t number, std::string_view one, std::string_view many) {
  return std::to_string(number) + " " + std::string(number == 1 ? one : many);
}

std::string sentence(const Decision& decision) {
  using Verdict = Decision::Verdict;
  switch (decision.verdict) {
    case Verdict::pass:
      return "The page passes unchanged.";
    case Verdict::undecided:
      return "Not decided yet: it depends on " + std::string(awaits_name(decision.awaits)) + ".";
    case Verdict::acknowledge:
      return "The page is shown once the reader has accepted what is said first.";
    case Verdict::block:
      return "The page is blocked with status " + std::to_string(decision.block->status) + ".";
    case Verdict::edit:
      break;
  }
  return decision.inner.empty() ? "The page is served with changes."
                                : "The response is served with changes in its HTML.";
}

std::size_t rules_that_disable(const html::Program& program) {
  std::set<std::uint32_t> owners;
  for (const html::DisableEdit& edit : program.disables()) owners.insert(edit.owner);
  return owners.size();
}

/// The lines of one Program, each behind `indent`.
class ProgramLines {
 public:
  ProgramLines(std::string_view indent, std::string& out) : indent_(indent), out_(out) {}

  void append(const html::Program& program) {
    for (const html::InsertEdit& insert : program.inserts()) {
      out_ += indent_ + "notice of " + insert.mark + " is put in\n";
    }
    append_count("elements are taken out", program.removes().size(), "selector list");
    append_count("elements are disabled", rules_that_disable(program), "rule");
    append_count("attributes are changed", program.attributes().size(), "selector list");
    append_count("mentions are labelled", program.labels().size(), "rule");
    append_count("mentions are withheld", program.withholds().size(), "rule");
  }

 private:
  void append_count(std::string_view what, std::size_t number, std::string_view by) {
    if (number == 0) return;
    out_ += indent_ + std::string(what) + " by " + count(number, by, std::string(by) + "s") + "\n";
  }

  std::string indent_;
  std::string& out_;
};

void append_edits(const Decision& decision, std::string& out) {
  if (decision.acknowledgement) {
    for (const Terms& terms : decision.acknowledgement->terms) {
      out += "  notice of " + terms.mark + " is to be accepted, for " +
             count(static_cast<std::size_t>(terms.days), "day", "days") + "\n";
    }
  }
  if (decision.program) ProgramLines("  ", out).append(*decision.program);
  for (const InnerEdits& inner : decision.inner) {
    const std::string place =
        inner.place.pointer ? "the string at " + inner.place.pointer->text() : "each item of the feed";
    out += "  in " + place + ":\n";
    ProgramLines("    ", out).append(*inner.program);
  }
  for (const auto& [name, value] : decision.head_edits.set) out += "  field " + name + ": " + value + "\n";
  for (const std::string& name : decision.head_edits.remove) out += "  field " + name + " is removed\n";
}

void append_rule(const RuleTrace& trace, std::string& out) {
  const std::string applies = trace.applies == Held::yes  ? "applies"
                              : trace.applies == Held::no ? "does not apply"
                                                          : "may apply";
  out += "\n" + trace.rule.pack + "/" + trace.rule.rule + " " + applies +
         (trace.rule.shadow ? " (shadow: the page stays unchanged)" : "") + "\n  " + trace.rule.file + ":" +
         std::to_string(trace.rule.line) + "\n";
  if (!trace.rule.legal_basis.empty()) out += "  " + trace.rule.legal_basis + "\n";
  for (const ConditionTrace& condition : trace.conditions) {
    const std::string held = condition.held == Held::yes ? "yes" : condition.held == Held::no ? "NO " : "?  ";
    out += "  " + held + "  " + condition.key + "  " + condition.why + "  (" + trace.rule.file + ":" +
           std::to_string(condition.line) + ")\n";
  }
}

}  // namespace

std::string_view verdict_name(Decision::Verdict verdict) {
  switch (verdict) {
    case Decision::Verdict::pass:
      return "pass";
    case Decision::Verdict::undecided:
      return "undecided";
    case Decision::Verdict::edit:
      return "edit";
    case Decision::Verdict::acknowledge:
      return "acknowledge";
    case Decision::Verdict::block:
      break;
  }
  return "block";
}

std::string_view awaits_name(Awaits awaits) {
  switch (awaits) {
    case Awaits::nothing:
      return "nothing more";
    case Awaits::response_head:
      return "the head of the response";
    case Awaits::page:
      return "what the page says";
    case Awaits::article:
      return "what the page states of its article";
    case Awaits::page_text:
      break;
  }
  return "what the page mentions or has";
}

std::string_view held_name(Held held) {
  switch (held) {
    case Held::no:
      return "no";
    case Held::yes:
      return "yes";
    case Held::undecided:
      break;
  }
  return "undecided";
}

std::string decision_text(const Decision& decision, std::span<const RuleTrace> traces, const Facts& facts) {
  std::string out = facts.site + facts.path + ", as read from " + region_code(facts.location) + " at " +
                    iso_time(facts.time) + "\n\n" + sentence(decision) + "\n";
  append_edits(decision, out);
  if (decision.on_failure == OnFailure::refuse) {
    const std::string what = decision.inner.empty() ? "page" : "response";
    out += "  if that cannot be done, the " + what + " is refused (503)\n";
  }
  if (decision.non_html == NonHtml::refuse) out += "  a response that is no HTML is refused\n";
  if (decision.varies_by_reader) out += "  other readers of this address may get something else\n";
  for (const RuleTrace& trace : traces) append_rule(trace, out);
  return out;
}

}  // namespace caveat::rules
