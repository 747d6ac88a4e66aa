#include "audit/journal/entry.h"

#include "audit/journal/line_members.h"
#include "rules/path_readings.h"

namespace caveat::audit {
namespace {

using filter::Ending;

constexpr int kEntryFormat = 1;

/// What is about to be sent: a page has no ending yet.
std::string_view answer_text(Ending ending) {
  return ending == Ending::complete || ending == Ending::aborted ? "page" : ending_text(ending);
}

void add_applied(const std::vector<filter::RuleOutcome>& rules, LineMembers& members) {
  members.begin_list("applied");
  for (const filter::RuleOutcome& rule : rules) {
    members.begin_object().text("pack", rule.pack).text("rule", rule.rule);
    members.text_if_any("notice", rule.notice).text_if_any("place", rule.place);
    members.number_if_any("removed", rule.removed);
    members.number_if_any("attributes_changed", rule.attributes_changed);
    members.number_if_any("disabled", rule.disabled).number_if_any("labelled", rule.labelled);
    members.number_if_any("withheld", rule.withheld);
    members.text_if_any("acknowledgement", rule.acknowledgement);
    if (rule.shadow) members.truth("shadow", true);
    members.end_object();
  }
  members.end_list();
}

void add_previous(const FileHead& head, LineMembers& members) {
  if (!head.previous) return;
  members.begin_object("previous").text("file", head.previous->file).number("bytes", head.previous->bytes);
  members.text("why", head.previous->why).number_if_any("behind", head.previous->behind);
  members.number_if_any("unsynced", head.previous->unsynced).end_object();
}

}  // namespace

std::string minute_text(std::chrono::sys_time<std::chrono::minutes> minute) {
  const auto day = std::chrono::floor<std::chrono::days>(minute);
  const std::chrono::year_month_day date(day);
  const std::chrono::hh_mm_ss time(minute - day);
  const auto two = [](auto number) {
    const auto value = static_cast<unsigned>(number);
    return std::string(value < 10 ? "0" : "") + std::to_string(value);
  };
  return std::to_string(static_cast<int>(date.year())) + "-" + two(static_cast<unsigned>(date.month())) +
         "-" + two(static_cast<unsigned>(date.day())) + "T" + two(time.hours().count()) + ":" +
         two(time.minutes().count()) + "Z";
}

std::string head_members(const FileHead& head) {
  LineMembers members;
  members.text("kind", kHeadKind).number("format", kEntryFormat).text("file", head.file);
  members.text("origin", head.origin).text("key", head.key).text("program", head.program);
  members.text("minute", head.minute);
  add_previous(head, members);
  if (!head.set_aside.empty()) {
    members.begin_list("set_aside");
    for (const std::string& file : head.set_aside) members.element(file);
    members.end_list();
  }
  members.begin_object("tree").number("size", head.tree.size());
  members.begin_list("peaks");
  for (const Hash& peak : head.tree.peaks()) members.element(base64(peak));
  members.end_list().end_object();
  return std::move(members).take();
}

std::string decided_members(const filter::Record& record) {
  LineMembers members;
  members.text("kind", kDecidedKind).text("minute", minute_text(record.minute));
  members.text("site", record.site);
  // What follows a semicolon may be a session.
  members.text("path", std::string_view(record.path).substr(0, rules::parameters_begin(record.path)));
  members.text("region", record.region).text("rules", record.rules_digest);
  members.text("plan", record.plan_digest).number("status", static_cast<std::uint64_t>(record.status));
  members.text("answer", answer_text(record.ending)).text_if_any("failure", record.failure);
  add_applied(record.rules, members);
  return std::move(members).take();
}

std::string ended_members(std::uint64_t of, const filter::Record& record) {
  LineMembers members;
  members.text("kind", kEndedKind).number("of", of);
  members.number("status", static_cast<std::uint64_t>(record.status));
  members.text("ending", ending_text(record.ending)).text_if_any("failure", record.failure);
  add_applied(record.rules, members);
  if (!record.body_came.empty() || !record.body_left.empty()) {
    members.begin_object("body").text_if_any("came", record.body_came);
    members.text_if_any("left", record.body_left).end_object();
  }
  return std::move(members).take();
}

std::string count_members(const std::string& minute, const Count& count) {
  LineMembers members;
  members.text("kind", kCountKind).text("minute", minute).number("uncovered", count.uncovered);
  members.number("without_record", count.without_record);
  return std::move(members).take();
}

std::string checkpoint_members(std::string_view note, std::string_view why) {
  LineMembers members;
  members.text("kind", kCheckpointKind).text("why", why).text("note", note);
  return std::move(members).take();
}

}  // namespace caveat::audit
