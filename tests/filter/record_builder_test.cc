#include "filter/record_builder.h"

#include <gtest/gtest.h>

#include "memory_exchange.h"

namespace caveat::filter {
namespace CAVEAT_THIS_FILE {

struct RegionCase {
  geoip::Location location;
  std::string region;
};

geoip::Location found(std::string country, std::string subdivision) {
  geoip::Location location;
  location.status = geoip::LocationStatus::found;
  location.country = std::move(country);
  location.subdivision = std::move(subdivision);
  return location;
}

geoip::Location without_answer(geoip::LocationStatus status) {
  geoip::Location location;
  location.status = status;
  return location;
}

TEST(BuildRecord, names_the_region_by_its_finest_code) {
  const RegionCase cases[] = {
      {found("UA", "UA-40"), "UA-40"},
      {found("CZ", ""), "CZ"},
      {without_answer(geoip::LocationStatus::unknown), "unknown"},
      {without_answer(geoip::LocationStatus::lookup_failed), "lookup_failed"},
  };
  for (const RegionCase& one : cases) {
    rules::Facts facts;
    facts.location = one.location;
    EXPECT_EQ(build_record(facts, "", passes(), {}).region, one.region);
  }
}

using Kind = html::InsertOutcome::Kind;

struct NoticeCase {
  html::InsertOutcome insert;
  std::string notice;
  std::string place;
};

TEST(BuildRecord, says_where_a_notice_ended_up) {
  const NoticeCase cases[] = {
      {{Kind::placed, 0, false}, "placed", "start of article"},
      {{Kind::placed, 0, true}, "present", "start of article"},
      {{Kind::placed, 1, false}, "fallback", "end of body"},
      {{Kind::pending, 0, false}, "failed", ""},
      {{Kind::failed, 0, false}, "failed", ""},
  };
  for (const NoticeCase& one : cases) {
    Outcome outcome;
    outcome.reports = {html::RewriteReport{{one.insert}, {}, {}}};
    const Record record = build_record({}, "", warns(), outcome);
    ASSERT_EQ(record.rules.size(), 1U);
    EXPECT_EQ(record.rules[0].notice, one.notice);
    EXPECT_EQ(record.rules[0].place, one.place) << one.notice;
  }
}

TEST(BuildRecord, a_page_that_was_never_edited_for_a_failure_lacks_its_notice) {
  Outcome outcome;
  outcome.failure = "upstream_coding_unknown";
  EXPECT_EQ(build_record({}, "", warns(), outcome).rules.at(0).notice, "failed");
}

TEST(BuildRecord, what_is_served_though_it_is_no_html_says_that_it_has_no_notice) {
  Outcome outcome;
  outcome.is_not_html = true;
  EXPECT_EQ(build_record({}, "", warns(), outcome).rules.at(0).notice, "not_html");
  EXPECT_EQ(build_record({}, "", removes_share(), outcome).rules.at(0).notice, "");
}

TEST(BuildRecord, adds_up_what_a_rule_removed) {
  Outcome outcome;
  outcome.reports = {html::RewriteReport{{}, {3}, {}}};
  const Record record = build_record({}, "", removes_share(), outcome);
  EXPECT_EQ(record.rules.at(0).removed, 3U);
  EXPECT_EQ(record.rules.at(0).notice, "");
}

TEST(BuildRecord, keeps_a_shadow_rule_apart) {
  rules::Decision decision = passes();
  decision.reasons.push_back({"pack", "trial", "pack.toml", 1, "", true});
  const Record record = build_record({}, "", decision, {});
  EXPECT_TRUE(record.rules.at(0).shadow);
  EXPECT_FALSE(record.covered);
}

}  // namespace CAVEAT_THIS_FILE
}  // namespace caveat::filter
