#include "studio/pack_list.h"

#include <gtest/gtest.h>

namespace caveat::studio {
namespace CAVEAT_THIS_FILE {

using namespace std::chrono_literals;

constexpr std::chrono::sys_seconds kNow =
    std::chrono::sys_days(
        std::chrono::year_month_day(std::chrono::year(2026), std::chrono::March, std::chrono::day(1))) +
    12h;

std::string pack(const std::string& head, const std::string& rule = "") {
  return "[pack]\nid = \"p\"\ntitle = \"T\"\n" + head +
         "\n[[rules]]\nid = \"r\"\nremove.widgets = \"share\"\n" + rule;
}

boost::json::object listed(const std::string& text, std::size_t required = 0) {
  const rules::SourceFile file{"p.toml", text};
  const rules::ApprovalPolicy policy{.required = required, .approvers = {}};
  const PackShelf shelf{.packs = {&file, 1}, .approvals = {}, .policy = &policy, .now = kNow};
  return pack_list(shelf).at("packs").at(0).as_object();
}

/// "expired, review-due"
std::string in_line(const boost::json::value& states) {
  std::string out;
  for (const boost::json::value& one : states.as_array())
    out += (out.empty() ? "" : ", ") + std::string(one.as_string());
  return out;
}

std::string states(const std::string& text, std::size_t required = 0) {
  return in_line(listed(text, required).at("states"));
}

std::string rule_states(const std::string& head, const std::string& rule = "") {
  return in_line(listed(pack(head, rule)).at("rules").at(0).at("states"));
}

TEST(PackList, TellsTheStatesOfAPack) {
  const struct {
    const char* head;
    const char* states;
  } cases[] = {
      {"", "in-force"},
      {"effective = 2026-03-01", "in-force"},
      {"effective = 2026-03-02", "not-yet"},
      {"expires = 2026-03-01", "expired"},
      {"expires = 2026-03-02", "expiring, in-force"},
      {"expires = 2026-06-01", "in-force"},
      {"review_by = 2026-02-01", "review-due, in-force"},
      {"review_by = 2026-02-01\nexpires = 2026-03-02", "review-due, expiring, in-force"},
      {"review_by = 2026-02-01\nexpires = 2026-02-02", "expired, review-due"},
      {"retired = true", "retired"},
      {"effective = 2026-03-02\nreview_by = 2026-02-01", "not-yet, review-due"},
  };
  for (const auto& one : cases) EXPECT_EQ(states(pack(one.head)), one.states) << one.head;
}

TEST(PackList, CountsDaysInTheTimeZoneOfThePack) {
  EXPECT_EQ(states(pack("time_zone = \"Pacific/Kiritimati\"\neffective = 2026-03-02")), "in-force");
  EXPECT_EQ(states(pack("time_zone = \"America/Los_Angeles\"\neffective = 2026-03-01T05:00:00")), "not-yet");
}

TEST(PackList, TakesNothingForInForceThatLacksApprovals) {
  EXPECT_EQ(states(pack(""), 1), "unapproved");
  EXPECT_EQ(states(pack("effective = 2026-03-02"), 1), "unapproved, not-yet");
  EXPECT_EQ(listed(pack(""), 1).at("state"), "unapproved");
}

TEST(PackList, TakesNothingForInForceThatHasErrors) {
  EXPECT_EQ(states("[pack\n"), "draft");
  EXPECT_EQ(states(pack("expires = 2026-03-02\nunknown = 1")), "draft, expiring");
}

TEST(PackList, TellsTheStatesOfEachRule) {
  const struct {
    const char* head;
    const char* rule;
    const char* states;
  } cases[] = {
      {"", "", "in-force"},
      {"", "mode = \"shadow\"", "shadow"},
      {"expires = 2026-03-02", "", "expiring, in-force"},
      {"expires = 2026-02-01", "mode = \"shadow\"", "expired, shadow"},
      {"", "when.between = [2026-02-01, 2026-03-01]", "expired"},
      {"", "when.between = [2026-02-01, 2026-03-03]", "expiring, in-force"},
      {"", "when.between = [2026-02-01, 2026-12-01]", "in-force"},
      {"", "when.between = [2026-05-01, 2026-12-01]", "not-yet"},
      {"", "unless.between = [2026-02-01, 2026-03-03]", "not-yet"},
      {"", "unless.between = [2026-02-01, 2026-02-03]", "in-force"},
      {"review_by = 2026-02-01", "", "review-due, in-force"},
  };
  for (const auto& one : cases)
    EXPECT_EQ(rule_states(one.head, one.rule), one.states) << one.head << one.rule;
}

TEST(PackList, TellsNoRuleInForceOfAPackThatLacksApprovals) {
  EXPECT_EQ(in_line(listed(pack("", "mode = \"shadow\""), 1).at("rules").at(0).at("states")),
            "unapproved, shadow");
}

TEST(PackList, SaysWhatARuleDoesAndForWhom) {
  const auto rule = listed(pack("", "when.region = [\"RU\", \"BY\"]")).at("rules").at(0);
  EXPECT_EQ(rule.at("summary"), "remove");
  EXPECT_EQ(rule.at("regions"), boost::json::array({"RU", "BY"}));
  EXPECT_EQ(rule.at("line"), 5);
}

}  // namespace CAVEAT_THIS_FILE
}  // namespace caveat::studio
