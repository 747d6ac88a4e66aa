// Any page through a Judge: what is served has no finding, what is not has one, and marks stay in their
// excerpt.
#include <cstdint>
#include <cstdlib>
#include <memory>
#include <string>
#include <string_view>

#include "audit/judge.h"
#include "filter/passage.h"
#include "rules/rule_set.h"

namespace caveat::audit {
namespace {

constexpr std::string_view kPack = R"([pack]
id = "p"
title = "T"
[notices.n]
kind = "warning"
text.en = "Text"
text.ru = "Текст"
[[rules]]
id = "r"
insert = { notice = "n", at = ["start of article", "start of body"] }
remove.elements = ".s"
label = { mentions = ["Heron"], with = "*" }
withhold = { mentions = ["Stork"], elements = ["i"], with = "[...]" }
attributes = { a = { set = { rel = "x" } } }
[[rules]]
id = "d"
disable = { elements = ["form"], reason = "n" }
)";

std::shared_ptr<const rules::RuleSet> rules() {
  static const auto kRules = [] {
    const rules::SourceFile file{"pack.toml", std::string(kPack)};
    return rules::RuleSet::compile({&file, 1}, {}).rules;
  }();
  return kRules;
}

Question question() {
  Question question;
  question.regions.push_back({"RU", *geoip::Location::stated("RU")});
  return question;
}

class Served final : public filter::PassageSink {
 public:
  void head(const filter::ResponseHead&) override {}
  void body(std::string_view bytes) override { page += bytes; }
  std::string page;
};

/// Empty where the page is refused.
std::string served(std::string_view page) {
  rules::Facts facts;
  facts.site = "www.example.org";
  facts.path = "/";
  facts.location = question().regions.front().location;
  Served sink;
  filter::Passage passage(rules(), facts, {}, sink);
  filter::RequestHead request{.method = "GET", .target = "/", .fields = {}};
  passage.request(request);
  passage.response({200, "OK", {{"Content-Type", "text/html; charset=utf-8"}}});
  passage.write(page);
  if (passage.state() == filter::Passage::State::running) passage.finish();
  return passage.record().failure.empty() ? sink.page : std::string();
}

Judgement judgement_of(std::string page) {
  static const Judge kJudge(rules(), question());
  ArchivedResponse response;
  response.exchange.url = "https://www.example.org/";
  response.exchange.time = std::chrono::sys_seconds{};
  response.exchange.head = {200, "OK", {{"Content-Type", "text/html; charset=utf-8"}}};
  response.body = std::move(page);
  response.has_body = true;
  return kJudge.judge(std::move(response));
}

void check(std::string_view page) {
  const Judgement found = judgement_of(std::string(page));
  for (const Finding& finding : found.findings) {
    if (finding.excerpt_mark + finding.excerpt_length > finding.excerpt.size()) std::abort();
  }
  if (found.not_auditable.size() != not_auditable_count(found.totals)) std::abort();
  const std::string due = served(page);
  if (due.empty()) return;
  if (due != page && found.findings.empty() && not_auditable_count(found.totals) == 0) std::abort();
  // A mark of ours that stood in the page may belong to nobody, whatever else was done.
  if (page.find("data-caveat") != std::string_view::npos) return;
  if (served(due) == due && !judgement_of(due).findings.empty()) std::abort();
}

}  // namespace
}  // namespace caveat::audit

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  caveat::audit::check({reinterpret_cast<const char*>(data), size});
  return 0;
}
