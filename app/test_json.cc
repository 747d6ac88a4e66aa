#include "app/test_reports.h"
#include "rules/json_text.h"

namespace caveat::app {
namespace {

std::int64_t number(std::size_t value) {
  return static_cast<std::int64_t>(value);
}

void append_finding(const filter::TrialFinding& finding, rules::JsonText& json) {
  json.begin_object().text("expectation", finding.expectation);
  json.text("expected", finding.expected).text("got", finding.got);
  json.begin_list("reasons");
  for (const std::string& reason : finding.reasons) json.text({}, reason);
  json.end_list();
  if (finding.place) {
    json.begin_object("place").text("of", finding.place_of);
    json.number("line", number(finding.place->line)).number("column", number(finding.place->column));
    json.text("excerpt", finding.place->excerpt).end_object();
  }
  json.end_object();
}

void append_tests(const PackTrials& trials, rules::JsonText& json) {
  json.begin_list("tests");
  for (const TestResult& result : trials.results) {
    json.begin_object().text("name", result.test.name).number("line", result.test.line);
    json.truth("passed", result.passed()).text("could_not", result.could_not);
    json.begin_list("findings");
    for (const filter::TrialFinding& finding : result.findings) append_finding(finding, json);
    json.end_list().end_object();
  }
  json.end_list();
}

void append_coverage(const filter::RuleCoverage& rule, rules::JsonText& json) {
  json.begin_object().text("rule", rule.id).number("line", rule.line);
  json.number("applied", number(rule.applied)).begin_list("conditions");
  for (const filter::ConditionCoverage& condition : rule.conditions) {
    json.begin_object().text("key", condition.key).number("line", condition.line);
    json.number("held", number(condition.held)).number("failed", number(condition.failed)).end_object();
  }
  json.end_list().begin_list("places");
  for (const filter::PlaceCoverage& place : rule.places) {
    json.begin_object().text("place", place.place).number("used", number(place.used)).end_object();
  }
  json.end_list().end_object();
}

}  // namespace

std::string test_json(const std::vector<PackTrials>& packs) {
  rules::JsonText json;
  json.begin_object().begin_list("packs");
  for (const PackTrials& trials : packs) {
    json.begin_object().text("pack", trials.pack.id).text("file", trials.pack.file);
    append_tests(trials, json);
    json.begin_list("coverage");
    for (const filter::RuleCoverage& rule : trials.coverage.rules()) append_coverage(rule, json);
    json.end_list().end_object();
  }
  json.end_list().end_object();
  return std::move(json).take();
}

}  // namespace caveat::app
