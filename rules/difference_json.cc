#include "rules/difference_text.h"
#include "rules/json_text.h"

namespace caveat::rules {

namespace {

void append_texts(std::string_view key, const std::vector<std::string>& texts, JsonText& json) {
  json.begin_list(key);
  for (const std::string& text : texts) json.text({}, text);
  json.end_list();
}

void append_changes(const std::vector<ValueChange>& changes, JsonText& json) {
  json.begin_list("changes");
  for (const ValueChange& change : changes) {
    json.begin_object().text("key", change.key);
    append_texts("taken_out", change.taken_out, json);
    append_texts("put_in", change.put_in, json);
    json.end_object();
  }
  json.end_list();
}

void append_audiences(std::string_view key, const std::vector<Audience>& audiences, JsonText& json) {
  json.begin_list(key);
  for (const Audience& audience : audiences) {
    json.begin_object().begin_list("readers");
    for (const ReaderClass& readers : audience.readers) {
      json.begin_object().text("name", readers.name);
      append_texts("countries", readers.countries, json);
      json.end_object();
    }
    json.end_list().begin_list("pages");
    for (const PageClass& page : audience.pages) {
      json.begin_object().text("site", page.site_pattern).text("path", page.path_pattern).end_object();
    }
    json.end_list().end_object();
  }
  json.end_list();
}

}  // namespace

std::string difference_json(const RuleSetDifference& difference) {
  JsonText json;
  json.begin_object().begin_list("packs");
  for (const PackDifference& pack : difference.packs) {
    json.begin_object().text("pack", pack.pack);
    append_changes(pack.changes, json);
    json.end_object();
  }
  json.end_list().begin_list("rules");
  for (const RuleDifference& rule : difference.rules) {
    json.begin_object().text("pack", rule.pack).text("rule", rule.rule);
    json.text("old", rule.old_place).text("new", rule.new_place);
    append_audiences("gain", rule.gain, json);
    append_audiences("lose", rule.lose, json);
    append_audiences("keep", rule.keep, json);
    append_changes(rule.changes, json);
    json.end_object();
  }
  json.end_list();
  append_texts("not_compared", difference.not_compared, json);
  json.end_object();
  return std::move(json).take();
}

}  // namespace caveat::rules
