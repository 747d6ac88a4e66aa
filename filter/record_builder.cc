#include "filter/record_builder.h"

#include <string_view>

#include "html/program.h"

namespace caveat::filter {
namespace {

std::string region_code(const geoip::Location& location) {
  if (location.status == geoip::LocationStatus::lookup_failed) return "lookup_failed";
  if (!location.subdivision.empty()) return location.subdivision;
  return location.country.empty() ? "unknown" : location.country;
}

std::string_view name_of(html::Position position) {
  switch (position) {
    case html::Position::start_of:
      return "start of";
    case html::Position::end_of:
      return "end of";
    case html::Position::before:
      return "before";
    case html::Position::after:
      break;
  }
  return "after";
}

void add_insert(const html::InsertEdit& insert, const html::InsertOutcome& came_out, RuleOutcome& outcome) {
  if (outcome.notice == "failed") return;
  if (came_out.kind != html::InsertOutcome::Kind::placed) {
    outcome.notice = "failed";
    outcome.place.clear();
    return;
  }
  outcome.notice = came_out.unchanged ? "present" : came_out.place == 0 ? "placed" : "fallback";
  outcome.place = describe_place(insert, came_out.place);
}

/// The edits of a Decision came out as `report` says.
void add_report(const html::Program& program, const html::RewriteReport& report,
                std::vector<RuleOutcome>& rules) {
  for (std::size_t i = 0; i < program.inserts().size() && i < report.inserts.size(); ++i) {
    const html::InsertEdit& insert = program.inserts()[i];
    add_insert(insert, report.inserts[i], rules.at(insert.owner));
  }
  for (std::size_t i = 0; i < program.removes().size() && i < report.removed.size(); ++i) {
    rules.at(program.removes()[i].owner).removed += report.removed[i];
  }
  for (std::size_t i = 0; i < program.attributes().size() && i < report.attributes_changed.size(); ++i) {
    rules.at(program.attributes()[i].owner).attributes_changed += report.attributes_changed[i];
  }
}

void add_disable_report(const html::Program& program, const html::RewriteReport& report,
                        std::vector<RuleOutcome>& rules) {
  for (std::size_t i = 0; i < program.disables().size() && i < report.disabled.size(); ++i) {
    rules.at(program.disables()[i].owner).disabled += report.disabled[i];
  }
}

void add_text_report(const html::Program& program, const html::RewriteReport& report,
                     std::vector<RuleOutcome>& rules) {
  for (std::size_t i = 0; i < program.labels().size() && i < report.labelled.size(); ++i) {
    rules.at(program.labels()[i].owner).labelled += report.labelled[i];
  }
  for (std::size_t i = 0; i < program.withholds().size() && i < report.withheld.size(); ++i) {
    rules.at(program.withholds()[i].owner).withheld += report.withheld[i];
  }
}

void tell_of_all_notices(const html::Program& program, std::string_view outcome,
                         std::vector<RuleOutcome>& rules) {
  for (const html::InsertEdit& insert : program.inserts()) rules.at(insert.owner).notice = outcome;
}

std::vector<const html::Program*> programs_of(const rules::Decision& decision) {
  std::vector<const html::Program*> programs;
  if (decision.program) programs.push_back(decision.program.get());
  for (const rules::InnerEdits& inner : decision.inner) programs.push_back(inner.program.get());
  return programs;
}

std::vector<RuleOutcome> rule_outcomes(const rules::Decision& decision, const Outcome& outcome) {
  std::vector<RuleOutcome> result;
  for (const rules::Reason& reason : decision.reasons) {
    RuleOutcome rule;
    rule.pack = reason.pack;
    rule.rule = reason.rule;
    rule.shadow = reason.shadow;
    rule.acknowledgement = reason.asked ? "asked" : reason.accepted ? "accepted" : "";
    result.push_back(std::move(rule));
  }
  const auto programs = programs_of(decision);
  for (std::size_t i = 0; i < programs.size(); ++i) {
    if (outcome.reports) {
      add_report(*programs[i], outcome.reports->at(i), result);
      add_disable_report(*programs[i], outcome.reports->at(i), result);
      add_text_report(*programs[i], outcome.reports->at(i), result);
    } else if (!outcome.failure.empty()) {
      tell_of_all_notices(*programs[i], "failed", result);
    } else if (outcome.is_not_html) {
      tell_of_all_notices(*programs[i], "not_html", result);
    }
  }
  for (const rules::Terms& terms : outcome.now_accepted) {
    const std::size_t slash = terms.mark.find('/');  // ids have none
    RuleOutcome rule;
    rule.pack = terms.mark.substr(0, slash);
    rule.rule = terms.mark.substr(slash + 1);
    rule.acknowledgement = "accepted";
    result.push_back(std::move(rule));
  }
  return result;
}

}  // namespace

std::string describe_place(const html::InsertEdit& insert, std::size_t place) {
  if (place >= insert.places.size()) return "end of body";
  return std::string(name_of(insert.places[place].position)) + " " + insert.places[place].selector.text();
}

Record build_record(const rules::Facts& facts, const std::string& rules_digest,
                    const rules::Decision& decision, const Outcome& outcome) {
  Record record;
  record.minute = std::chrono::floor<std::chrono::minutes>(facts.time);
  record.site = facts.site;
  record.path = facts.path;
  record.region = region_code(facts.location);
  record.rules_digest = rules_digest;
  record.status = outcome.status;
  record.covered = decision.verdict != rules::Decision::Verdict::pass || !outcome.now_accepted.empty();
  record.ending = outcome.ending;
  record.failure = outcome.failure;
  record.rules = rule_outcomes(decision, outcome);
  return record;
}

}  // namespace caveat::filter
