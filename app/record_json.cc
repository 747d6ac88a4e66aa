#include "app/record_json.h"

#include "rules/calendar.h"
#include "rules/json_text.h"

namespace caveat::app {

std::string record_json(const filter::Record& record) {
  rules::JsonText json;
  json.begin_object();
  json.text("minute", rules::iso_time(record.minute));
  json.text("site", record.site).text("path", record.path).text("region", record.region);
  json.text("rules_digest", record.rules_digest);
  json.number("status", record.status).truth("covered", record.covered);
  json.text("ending", ending_text(record.ending)).text("failure", record.failure);
  json.begin_list("rules");
  for (const filter::RuleOutcome& rule : record.rules) {
    json.begin_object();
    json.text("pack", rule.pack).text("rule", rule.rule);
    json.text("notice", rule.notice).text("place", rule.place);
    json.number("removed", static_cast<std::int64_t>(rule.removed));
    json.number("attributes_changed", static_cast<std::int64_t>(rule.attributes_changed));
    json.number("disabled", static_cast<std::int64_t>(rule.disabled));
    json.number("labelled", static_cast<std::int64_t>(rule.labelled));
    json.number("withheld", static_cast<std::int64_t>(rule.withheld));
    json.text("acknowledgement", rule.acknowledgement).truth("shadow", rule.shadow);
    json.end_object();
  }
  json.end_list().end_object();
  return std::move(json).take();
}

}  // namespace caveat::app
