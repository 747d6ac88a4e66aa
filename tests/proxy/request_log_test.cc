#include "proxy/request_log.h"

#include <gtest/gtest.h>

namespace caveat::proxy {
namespace CAVEAT_THIS_FILE {

filter::Record record_of(bool covered) {
  filter::Record record;
  record.minute = std::chrono::sys_days(std::chrono::year(2026) / 3 / 1) + std::chrono::minutes(725);
  record.site = "a.example";
  record.path = "/\"quoted\"";
  record.region = "UA-43";
  record.status = 200;
  record.covered = covered;
  return record;
}

TEST(RequestLog, ALineHoldsTheAllowedFieldsAndNoOthers) {
  EXPECT_EQ(
      request_log_line(record_of(true)),
      "{\"minute\":\"2026-03-01T12:05Z\",\"site\":\"a.example\",\"path\":\"/\\\"quoted\\\"\",\"status\":200,"
      "\"region\":\"UA-43\",\"covered\":true,\"ending\":\"complete\"}\n");
}

TEST(RequestLog, BytesThatAreNoTextComeOutHarmless) {
  filter::Record record = record_of(false);
  record.path = "/\n\xff";
  EXPECT_NE(request_log_line(record).find("\"path\":\"/\\u000a\uFFFD\""), std::string::npos);
}

TEST(RequestLog, WhatFollowsASemicolonMayBeAReadersSessionAndIsCutOff) {
  filter::Record record = record_of(false);
  record.path = "/a;jsessionid=7/1.html";
  EXPECT_NE(request_log_line(record).find("\"path\":\"/a\""), std::string::npos);
}

TEST(RequestLog, ResponsesThatNoRuleTouchedCanBeLeftOut) {
  std::string written;
  RequestLog log([&](std::string_view line) { written += line; }, RequestLog::Which::covered_or_failing);
  log.record(record_of(false));
  EXPECT_EQ(written, "");
  log.record(record_of(true));
  EXPECT_EQ(written, request_log_line(record_of(true)));
}

}  // namespace CAVEAT_THIS_FILE
}  // namespace caveat::proxy
