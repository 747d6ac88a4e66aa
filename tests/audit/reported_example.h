// Findings and heads that tests of reports and partials share.
#pragma once

#include <chrono>
#include <string>

#include "audit/reports/report_writer.h"

namespace caveat::audit {

inline Finding example_finding() {
  Finding finding;
  finding.place = {.archive = "march.warc.gz", .offset = 4096, .record = "<urn:uuid:1>"};
  finding.url = "https://www.newsroom.example/a/1.html";
  finding.site = "www.newsroom.example";
  finding.path = "/a/1.html";
  finding.time = std::chrono::sys_days(std::chrono::March / 1 / 2026) + std::chrono::hours(12);
  finding.region = "RU";
  finding.kind = FindingKind::notice_outdated;
  finding.severity = Severity::high;
  finding.pack = "ru-undesirable";
  finding.rule = "protect-readers";
  finding.rule_place = "rules/ru.toml:24";
  finding.expected = "Do not share.";
  finding.seen = "Do share.";
  finding.excerpt = "<article><p>Do share.</p><p>Text";
  finding.excerpt_mark = 9;
  finding.excerpt_length = 16;
  finding.count = 2;
  return finding;
}

inline UnauditableReading example_unauditable() {
  UnauditableReading reading;
  reading.place = {.archive = "march.warc.gz", .offset = 512, .record = "<urn:uuid:3>"};
  reading.url = "https://www.newsroom.example/a/3.html";
  reading.time = std::chrono::sys_days(std::chrono::March / 1 / 2026) + std::chrono::hours(13);
  reading.region = "RU";
  reading.reason = "body-truncated";
  reading.detail = "the crawler cut it: length";
  return reading;
}

inline ReportHead example_head(std::initializer_list<Finding> findings = {}) {
  ReportHead head;
  head.version = "0.1.0";
  head.rules_digest = std::string(64, 'a');
  head.question = std::string(64, 'b');
  head.regions = {"RU", "UA-43"};
  head.archives = {{.name = "march.warc.gz", .digest = std::string(64, 'c'), .bytes = 1000}};
  head.totals.archives = 1;
  head.totals.archive_bytes = 1000;
  head.totals.responses = 10;
  head.totals.readings = 20;
  head.totals.covered = 12;
  head.totals.clean = 9;
  CoverageCount& count = head.totals.coverage[{std::chrono::March / 1 / 2026, "RU"}];
  count = {.readings = 20, .covered = 12, .with_findings = findings.size(), .not_auditable = 0};
  for (const Finding& finding : findings) head.totals.count(finding);
  return head;
}

}  // namespace caveat::audit
