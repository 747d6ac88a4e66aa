#include "rules/pack_succession.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "pack_texts.h"

namespace caveat::rules {
namespace CAVEAT_THIS_FILE {

/// A pack of one rule, with more lines in its [pack].
SourceFile pack(const std::string& id, const std::string& more = "", const std::string& rule = "r") {
  return {id + ".toml", "[pack]\nid = \"" + id + "\"\ntitle = \"T\"\n" + more + "[[rules]]\nid = \"" + rule +
                            "\"\nheaders.set.X-A = \"1\"\n"};
}

std::shared_ptr<const RuleSet> set_of(std::vector<SourceFile> files) {
  return RuleSet::compile(files, kToday).rules;
}

struct LossCase {
  const char* name;
  std::vector<SourceFile> in_force;
  std::vector<SourceFile> next;
  std::vector<std::string> lost;  ///< files
};

TEST(LostPacks, AreThoseInForceThatAreGone) {
  SourceFile renamed = pack("a");
  renamed.path = "other.toml";
  const LossCase cases[] = {
      {"the same", {pack("a"), pack("b")}, {pack("a"), pack("b")}, {}},
      {"one more", {pack("a")}, {pack("a"), pack("b")}, {}},
      {"one gone", {pack("a"), pack("b")}, {pack("a")}, {"b.toml"}},
      {"all gone", {pack("a"), pack("b")}, {}, {"a.toml", "b.toml"}},
      {"in another file", {pack("a")}, {renamed}, {}},
      {"another id", {pack("a")}, {pack("b")}, {"a.toml"}},
      {"retired before", {pack("a"), pack("b", "retired = true\n")}, {pack("a")}, {}},
      {"retired now", {pack("a")}, {pack("a", "retired = true\n")}, {}},
      {"expired", {pack("a"), pack("b", "expires = 2026-01-01\n")}, {pack("a")}, {}},
      {"not expired yet", {pack("a"), pack("b", "expires = 2027-01-01\n")}, {pack("a")}, {"b.toml"}},
      {"not in force yet", {pack("a"), pack("b", "effective = 2027-01-01\n")}, {pack("a")}, {"b.toml"}},
  };
  for (const LossCase& one : cases) {
    std::vector<std::string> files;
    for (const Diagnostic& lost : lost_packs(*set_of(one.in_force), *set_of(one.next), {kToday, kToday})) {
      EXPECT_EQ(lost.severity, Severity::error);
      files.push_back(lost.place.file);
    }
    EXPECT_EQ(files, one.lost) << one.name;
  }
}

TEST(LostPacks, AreNotTakenForExpiredWhileTheClockIsInDoubt) {
  const auto in_force = set_of({pack("a", "expires = 2026-01-01\n")});
  const TimeSpan doubt{kToday - std::chrono::hours(24 * 400), kToday};
  EXPECT_EQ(lost_packs(*in_force, *set_of({}), doubt).size(), 1U);
}

TEST(LostPacks, AreToldWithWhatToDo) {
  const auto lost = lost_packs(*set_of({pack("a")}), *set_of({}), {kToday, kToday});
  EXPECT_EQ(
      render(lost, DiagnosticFormat::text),
      "a.toml: error: the pack `a` is in force, and no rule file holds it any more [CV019]\n"
      "  help: put it back; if it is to go, write retired = true under its [pack], load the rules, then "
      "delete it\n");
}

TEST(MissingPacks, AreThoseThatAreRequiredAndNotThere) {
  const std::string required[] = {"a", "b"};
  const auto missing = missing_packs(required, *set_of({pack("b")}), "rules");
  EXPECT_EQ(render(missing, DiagnosticFormat::text),
            "rules: error: the configuration requires the pack `a`, and it is not here [CV019]\n"
            "  help: put it back, or take it out of `required` in the configuration\n");
}

TEST(RulesThatGo, AreNamedWithTheirPack) {
  const auto before = set_of({pack("a", "", "one"), pack("b")});
  EXPECT_THAT(rules_that_go(*before, *set_of({pack("a", "", "two")})), testing::ElementsAre("a/one", "b/r"));
  EXPECT_THAT(rules_that_go(*before, *before), testing::IsEmpty());
}

}  // namespace CAVEAT_THIS_FILE
}  // namespace caveat::rules
