#include "rules/decision_text.h"

#include <algorithm>
#include <set>

#include "rules/calendar.h"
#include "rules/carrier.h"
#include "rules/decision_words.h"
#include "rules/region.h"
#include "rules/rule_memo.h"

namespace caveat::rules {

namespace {

using Verdict = Decision::Verdict;

std::string count(std::size_t number, std::string_view one, std::string_view many) {
  return std::to_string(number) + " " + std::string(number == 1 ? one : many);
}

/// "2 of 300 rules apply".
std::string how_many(std::size_t applying, std::size_t all) {
  if (all == 1) return applying == 1 ? "the only rule applies" : "the only rule does not apply";
  if (applying == 0) return "none of " + std::to_string(all) + " rules applies";
  return std::to_string(applying) + " of " + std::to_string(all) +
         (applying == 1 ? " rules applies" : " rules apply");
}

std::string_view what_is_served(const Decision& decision, const Facts& facts) {
  if (!decision.inner.empty() || carrier_of(facts).value_or(Carrier::page) != Carrier::page)
    return "response";
  return facts.content_type && !facts.content_type->empty() && *facts.content_type != "text/html" &&
                 *facts.content_type != "application/xhtml+xml"
             ? "response"
             : "page";
}

std::string sentence(const Decision& decision, std::span<const RuleTrace> traces, const Facts& facts) {
  const std::string what = "The " + std::string(what_is_served(decision, facts));
  const auto applying = static_cast<std::size_t>(std::count_if(
      traces.begin(), traces.end(), [](const RuleTrace& trace) { return trace.applies == Held::yes; }));
  const std::string of = traces.empty() ? "." : ": " + how_many(applying, traces.size()) + ".";
  switch (decision.verdict) {
    case Verdict::pass:
      return what + " passes unchanged" + of;
    case Verdict::undecided:
      return "Not decided yet: it depends on " + std::string(awaits_name(decision.awaits)) + ".";
    case Verdict::acknowledge:
      return "The page is shown once the reader has accepted what is said first.";
    case Verdict::block:
      return what + " is blocked with status " + std::to_string(decision.block->status) + of;
    case Verdict::edit:
      break;
  }
  const bool only_shadow = !decision.program && decision.inner.empty() && decision.head_edits.empty();
  if (only_shadow) return what + " passes unchanged" + of;
  return what + " is served with changes" + (decision.inner.empty() ? "" : " in its HTML") + of;
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
  for (const auto& [name, value] : decision.head_edits.set)
    out.append("  field ").append(name).append(": ").append(value).append("\n");
  for (const std::string& name : decision.head_edits.remove) out += "  field " + name + " is removed\n";
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

std::string decision_text(const Decision& decision, std::span<const RuleTrace> traces, const Facts& facts,
                          const MemoTerms& terms) {
  std::string out = facts.site + facts.path + ", as read from " + region_code(facts.location) + " at " +
                    iso_time(facts.time) + "\n";
  for (const std::string& line : terms.known_from) out += "  " + line + "\n";
  const std::string what(what_is_served(decision, facts));
  out += "\n" + sentence(decision, traces, facts) + "\n";
  append_edits(decision, out);
  if (decision.on_failure == OnFailure::refuse) {
    out += "  if that cannot be done, the " + what + " is refused (503)\n";
  }
  if (decision.non_html == NonHtml::refuse) out += "  a response that is no HTML is refused\n";
  if (decision.varies_by_reader) out += "  other readers of this address may get something else\n";
  append_rule_memo(traces, terms.all, out);
  return out;
}

}  // namespace caveat::rules
