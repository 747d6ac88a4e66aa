#include "rules/calendar.h"
#include "rules/decision_text.h"
#include "rules/decision_words.h"
#include "rules/json_text.h"
#include "rules/place_text.h"
#include "rules/region.h"

namespace caveat::rules {

namespace {

void append_program(const html::Program& program, JsonText& json) {
  json.begin_list("notices");
  for (const html::InsertEdit& insert : program.inserts()) {
    json.begin_object().text("mark", insert.mark).text("html", insert.html).begin_list("places");
    for (const html::Place& place : insert.places) json.text("", place_text(place));
    json.end_list().end_object();
  }
  json.end_list().number("removals", static_cast<std::int64_t>(program.removes().size()));
  json.number("disables", static_cast<std::int64_t>(program.disables().size()));
  json.number("attribute_changes", static_cast<std::int64_t>(program.attributes().size()));
}

void append_inner(std::span<const InnerEdits> inner, JsonText& json) {
  json.begin_list("inner");
  for (const InnerEdits& edits : inner) {
    json.begin_object().text("in", edits.place.text());
    append_program(*edits.program, json);
    json.end_object();
  }
  json.end_list();
}

void append_acknowledgement(const Acknowledgement& page, JsonText& json) {
  json.begin_object("acknowledgement").text("language", page.language).begin_list("terms");
  for (const Terms& terms : page.terms) {
    json.begin_object().text("mark", terms.mark).text("id", terms.id).number("days", terms.days).end_object();
  }
  json.end_list().end_object();
}

void append_head_edits(const HeadEdits& edits, JsonText& json) {
  json.begin_object("headers").begin_object("set");
  for (const auto& [name, value] : edits.set) json.text(name, value);
  json.end_object().begin_list("remove");
  for (const std::string& name : edits.remove) json.text("", name);
  json.end_list().end_object();
}

void append_action(const ActionTrace& action, JsonText& json) {
  json.begin_object().text("action", action.key).number("line", action.line);
  if (!action.notice.empty()) {
    json.text("notice", action.notice).text("kind", action.notice_kind);
    json.text("language", action.language).text("why_language", action.why_language);
  }
  if (!action.places.empty()) {
    json.begin_list("places");
    for (const std::string& place : action.places) json.text("", place);
    json.end_list();
  }
  json.end_object();
}

/// What was asked; what is not known is left out.
void append_request(const Facts& facts, const MemoTerms& terms, JsonText& json) {
  json.text("site", facts.site).text("path", facts.path).text("method", facts.method);
  json.text("region", region_code(facts.location)).begin_list("known_from");
  for (const std::string& line : terms.known_from) json.text("", line);
  json.end_list().text("time", iso_time(facts.time));
  if (facts.status) json.number("status", *facts.status);
  if (facts.content_type) json.text("content_type", *facts.content_type);
  if (facts.page) json.text("page_language", facts.page->language);
}

void append_rule(const RuleTrace& trace, JsonText& json) {
  json.begin_object()
      .text("pack", trace.rule.pack)
      .text("rule", trace.rule.rule)
      .text("file", trace.rule.file);
  json.number("line", trace.rule.line).text("title", trace.pack_title).text("owner", trace.pack_owner);
  json.text("legal_basis", trace.rule.legal_basis).text("reference", trace.reference);
  json.truth("shadow", trace.rule.shadow).text("applies", held_name(trace.applies)).begin_list("actions");
  for (const ActionTrace& action : trace.actions) append_action(action, json);
  json.end_list().begin_list("conditions");
  for (const ConditionTrace& condition : trace.conditions) {
    json.begin_object().text("key", condition.key).number("line", condition.line);
    json.text("held", held_name(condition.held)).text("why", condition.why).end_object();
  }
  json.end_list().end_object();
}

}  // namespace

std::string decision_json(const Decision& decision, std::span<const RuleTrace> traces, const Facts& facts,
                          const MemoTerms& terms) {
  JsonText json;
  json.begin_object();
  append_request(facts, terms, json);
  json.text("verdict", verdict_name(decision.verdict));
  if (decision.awaits != Awaits::nothing) json.text("awaits", awaits_name(decision.awaits));
  json.truth("varies_by_reader", decision.varies_by_reader);
  json.text("on_failure", decision.on_failure == OnFailure::refuse ? "refuse" : "serve");
  json.text("non_html", decision.non_html == NonHtml::refuse ? "refuse" : "serve");
  if (decision.block) {
    json.begin_object("block").number("status", decision.block->status);
    json.text("authority", decision.block->authority).text("language", decision.block->language).end_object();
  }
  if (decision.acknowledgement) append_acknowledgement(*decision.acknowledgement, json);
  append_head_edits(decision.head_edits, json);
  if (decision.program) append_program(*decision.program, json);
  if (!decision.inner.empty()) append_inner(decision.inner, json);
  json.begin_list("rules");
  for (const RuleTrace& trace : traces) append_rule(trace, json);
  json.end_list().end_object();
  return std::move(json).take();
}

}  // namespace caveat::rules
