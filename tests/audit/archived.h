// Responses as an archive would give them, rules as a pack says them, and what a Judge makes of both.
#pragma once

#include <gtest/gtest.h>

#include <chrono>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "audit/archived_page.h"
#include "audit/judge.h"
#include "rules/rule_set.h"

namespace caveat::audit::tests {

inline constexpr std::chrono::sys_seconds kCapture =
    std::chrono::sys_days(std::chrono::year(2026) / 11 / 20) + std::chrono::hours(12);

/// A pack with the notices `n` (en, ru) and `other`, and after them `rest`.
inline std::shared_ptr<const rules::RuleSet> rules_with(std::string_view rest) {
  const rules::SourceFile file{"pack.toml", R"(
[pack]
id = "p"
title = "T"
[notices.n]
kind = "warning"
text.en = "Sharing this is an offence."
text.ru = "Делиться этим запрещено."
[notices.other]
kind = "information"
text.en = "Another notice."
)" + std::string(rest)};
  auto compiled = rules::RuleSet::compile({&file, 1}, kCapture);
  EXPECT_NE(compiled.rules, nullptr) << render(compiled.diagnostics, rules::DiagnosticFormat::text);
  return compiled.rules;
}

inline const std::string kWarn =
    "[[rules]]\nid = \"warn\"\nwhen.region = \"RU\"\n"
    "insert = { notice = \"n\", at = [\"start of article\", \"start of body\"] }\n";

inline ArchivedResponse response(std::string body, int status = 200) {
  ArchivedResponse response;
  response.exchange.place = {.archive = "a.warc.gz", .offset = 7, .record = "<urn:uuid:1>"};
  response.exchange.url = "https://www.newsroom.example/a/1.html?from=mail";
  response.exchange.time = kCapture;
  response.exchange.head.status = status;
  response.exchange.head.fields.append("Content-Type", "text/html; charset=utf-8");
  response.body = std::move(body);
  response.has_body = true;
  return response;
}

inline std::string page(std::string_view article, std::string_view language = "en") {
  return "<!DOCTYPE html><html lang=\"" + std::string(language) +
         "\"><head><title>T</title></head><body><article>" + std::string(article) +
         "</article></body></html>";
}

inline AskedRegion region(std::string code) {
  auto location = *geoip::Location::stated(code);
  return {std::move(code), std::move(location)};
}

inline Question readers_of(const std::vector<std::string>& codes) {
  Question question;
  for (const std::string& code : codes) question.regions.push_back(region(code));
  return question;
}

inline Judgement judge(const std::shared_ptr<const rules::RuleSet>& rules, ArchivedResponse archived,
                       const Question& question = readers_of({"RU"})) {
  return Judge(rules, question).judge(std::move(archived));
}

inline std::vector<FindingKind> kinds(const Judgement& judgement) {
  std::vector<FindingKind> kinds;
  for (const Finding& finding : judgement.findings) kinds.push_back(finding.kind);
  return kinds;
}

/// The page as the proxy would serve it to a reader of `code`.
std::string served(const std::shared_ptr<const rules::RuleSet>& rules, const std::string& page,
                   const std::string& code = "RU", std::vector<std::string> languages = {});

/// `text` with its first `from`, which has to be there, as `to`.
inline std::string replaced(std::string text, std::string_view from, std::string_view to) {
  const std::size_t at = text.find(from);
  EXPECT_NE(at, std::string::npos) << from;
  return text.replace(at, from.size(), to);
}

/// The notice as `served` has put it in.
inline std::string notice_in(const std::string& page) {
  const std::size_t begin = page.find("<div role=\"note\"");
  const std::size_t end = page.find("</div>", begin) + 6;
  return page.substr(begin, end - begin);
}

}  // namespace caveat::audit::tests
