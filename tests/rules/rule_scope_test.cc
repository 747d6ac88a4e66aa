#include "rules/lints/rule_scope.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <random>

#include "pack_texts.h"
#include "rules/lints/rule_meeting.h"
#include "rules/pack_reading.h"
#include "rules/problems.h"

namespace caveat::rules {
namespace CAVEAT_THIS_FILE {

constexpr std::string_view kRegions = R"(
[regions.east]
include = ["RU", "UA-43", "UA-40"]
[regions.west]
include = ["EU", "UA"]
exclude = ["UA-43", "FR"]
uncertain = "outside"
[regions.net]
include = ["203.0.113.0/24", "RU"]
)";

/// Rules of one pack, ready to be compared.
class Rules {
 public:
  explicit Rules(const std::string& rules)
      : file_{"pack.toml", pack_with(std::string(kRegions) + rules)},
        packs_(read_packs({&file_, 1}, {kToday, EmptyRules::refused}, diagnostics_)),
        problems_(file_, diagnostics_) {
    EXPECT_FALSE(has_errors(diagnostics_)) << render(diagnostics_, DiagnosticFormat::text);
    written_ = written_rules(packs_.front());
    for (const WrittenRule& rule : written_) {
      scoped_.push_back({&packs_.front(), &rule, &problems_, scope_of(packs_.front(), rule, kToday, regions_),
                         scoped_.size()});
    }
  }

  const ScopedRule& operator[](std::size_t index) const { return scoped_[index]; }
  const Rule& rule(std::size_t index) const { return packs_.front().pack.rules[index]; }

 private:
  SourceFile file_;
  std::vector<Diagnostic> diagnostics_;
  std::vector<WrittenPack> packs_;
  Problems problems_;
  std::vector<WrittenRule> written_;
  RegionScopes regions_;
  std::vector<ScopedRule> scoped_;
};

std::string rule_with(const std::string& id, const std::string& conditions) {
  return "[[rules]]\nid = \"" + id + "\"\nremove.widgets = \"share\"\n" + conditions;
}

struct CoverCase {
  std::string_view outer;
  std::string_view inner;
  bool covers;
};

const CoverCase kCovers[] = {
    {"", "when.region = \"RU\"\n", true},
    {"when.region = \"RU\"\n", "", false},
    {"when.region = \"east\"\n", "when.region = \"UA-43\"\nunless.region = \"UA\"\n", true},
    {"when.region = \"UA\"\n", "when.region = \"UA-43\"\n", true},
    {"when.region = \"UA-43\"\n", "when.region = \"UA\"\n", false},
    {"when.site = \"*.x.example\"\n", "when.site = [\"a.x.example\", \"*.b.x.example\"]\n", true},
    {"when.site = \"*.x.example\"\n", "when.site = \"x.example\"\n", false},
    {"when.path = \"/a/**\"\n", "when.path = [\"/a/1\", \"/a/*/b\"]\n", true},
    {"when.path = \"/a/**\"\nunless.path = \"/a/b/*\"\n", "when.path = \"/a/1\"\n", false},
    {"when.path = \"/a/**\"\nunless.path = \"/a/b/*\"\n", "when.path = \"/a/1\"\nunless.path = \"/a/b/**\"\n",
     true},
    {"when.path = \"re:^/a\"\n", "when.path = \"re:^/a\"\n", true},
    {"when.path = \"re:^/a\"\n", "when.path = \"/a/b\"\n", false},
    {"when.status = [404, 500]\n", "when.status = 404\n", true},
    {"when.status = [404, 500]\n", "when.region = \"RU\"\n", false},
    {"unless.language = \"ru\"\n", "", false},
    {"unless.language = \"ru\"\n", "unless.language = [\"ru\", \"en\"]\n", true},
    {"when.between = [2027-01-01, 2027-02-01]\n", "when.between = [2027-01-10, 2027-01-20]\n", true},
    {"when.between = [2027-01-10, 2027-01-20]\n", "when.between = [2027-01-01, 2027-02-01]\n", false},
    {"when.region = \"net\"\n", "when.region = \"net\"\n", true},
    {"when.region = \"net\"\n", "when.region = \"RU\"\n", false},
};

TEST(RuleScopes, CoverOthers) {
  for (const CoverCase& one : kCovers) {
    const Rules rules(rule_with("outer", std::string(one.outer)) +
                      rule_with("inner", std::string(one.inner)));
    EXPECT_EQ(covers(rules[0].scope, rules[1].scope), one.covers) << one.outer << "over\n" << one.inner;
  }
}

std::string random_conditions(std::mt19937& random) {
  const auto any = [&random](std::initializer_list<const char*> list) {
    return std::string(*(list.begin() + random() % list.size()));
  };
  const auto regions = {R"("RU")",  R"("UA-43")",      R"(["UA", "RU"])", R"("east")", R"("west")",
                        R"("net")", R"("everywhere")", R"("unknown")",    R"("EU")"};
  const auto sites = {R"("a.example")", R"("*.example")", R"("*")", R"(["b.a.example", "*.a.example"])"};
  const auto paths = {R"("/a/**")",           R"("/a/*")", R"("/**")",
                      R"(["/a/b", "/b/**"])", R"("re:b")", R"("/*/b")"};
  const auto languages = {R"("ru")", R"(["ru", "en"])", R"("ru-RU")"};
  std::string out;
  for (const std::string group : {"when", "unless"}) {
    const auto wanted = [&] { return random() % (group == "when" ? 2 : 4) == 0; };
    if (wanted()) out += group + ".region = " + any(regions) + "\n";
    if (wanted()) out += group + ".site = " + any(sites) + "\n";
    if (wanted()) out += group + ".path = " + any(paths) + "\n";
    if (random() % 5 == 0) out += group + ".language = " + any(languages) + "\n";
    if (random() % 5 == 0) out += group + ".reader_language = " + any(languages) + "\n";
    if (random() % 6 == 0) out += group + ".method = " + any({R"("GET")", R"(["GET", "POST"])"}) + "\n";
    if (random() % 6 == 0) out += group + ".status = " + any({"404", "[404, \"5xx\"]"}) + "\n";
  }
  return out;
}

Facts random_facts(std::mt19937& random) {
  const auto any = [&random](std::initializer_list<const char*> list) {
    return std::string(*(list.begin() + random() % list.size()));
  };
  Facts facts = facts_of("RU");
  facts.location = sample_readers()[random() % sample_readers().size()];
  if (random() % 2 == 0)
    facts.location =
        geoip::Location::stated(any({"RU", "UA", "UA-43", "UA-30", "FR", "unknown", "RU-CR"})).value();
  if (random() % 3 == 0) facts.location.source = geoip::LocationSource::database;
  facts.site = any({"a.example", "b.a.example", "c.b.a.example", "example", "other.test"});
  facts.path = any({"/a/b", "/a/", "/a/b/c", "/b/b", "/", "/a;x/b", "/b;y=1/a/b", "/c"});
  facts.page = PageFacts{any({"ru", "ru-ru", "en", ""}), false};
  if (random() % 2 == 0) facts.reader_languages = {any({"ru", "ru-ru", "en", "de"})};
  facts.method = any({"GET", "POST", "HEAD"});
  facts.status = random() % 2 == 0 ? 404 : 200;
  facts.content_type = "text/html";
  return facts;
}

TEST(RuleScopes, ThatCoverApplyWhereverTheOthersDo) {
  std::mt19937 random(11);
  std::size_t covered = 0;
  for (int round = 0; round < 400; ++round) {
    const std::string outer = random_conditions(random);
    std::string inner = random_conditions(random);
    if (round % 2 == 0) inner = outer;
    if (round % 4 == 0)
      inner += outer.find("unless.status") == std::string::npos ? "unless.status = 404\n" : "";
    const std::string kind = round % 3 == 0 ? "" : "block.notice = \"n\"\nwhen_unknown = \"apply\"\n";
    const Rules rules("[[rules]]\nid = \"outer\"\n" + (kind.empty() ? "remove.widgets = \"share\"\n" : kind) +
                      outer + rule_with("inner", inner));
    const bool covers_it = covers(rules[0].scope, rules[1].scope);
    covered += covers_it ? 1 : 0;
    for (int i = 0; covers_it && i < 300; ++i) {
      const Facts facts = random_facts(random);
      if (rules.rule(1).applies(facts) != Held::yes) continue;
      ASSERT_EQ(rules.rule(0).applies(facts), Held::yes) << outer << "over\n"
                                                         << inner << facts.site << facts.path;
    }
  }
  EXPECT_GT(covered, 100U);
}

TEST(RuleScopes, MeetWhereBothApply) {
  std::mt19937 random(13);
  std::size_t met = 0;
  for (int round = 0; round < 300; ++round) {
    const Rules rules(rule_with("a", random_conditions(random)) + rule_with("b", random_conditions(random)));
    const auto meeting = meeting_of(rules[0], rules[1]);
    if (!meeting) continue;
    ++met;
    EXPECT_EQ(rules.rule(0).applies(meeting->facts), Held::yes);
    EXPECT_EQ(rules.rule(1).applies(meeting->facts), Held::yes);
  }
  EXPECT_GT(met, 60U);
}

TEST(RegionScopes, SayOfEachReaderWhatTheRuleSays) {
  std::mt19937 random(17);
  const auto regions = {R"("RU")",           R"("UA-43")", R"(["UA", "RU"])", R"("east")",
                        R"("west")",         R"("EU")",    R"("everywhere")", R"(["unknown", "UA-40"])",
                        R"("lookup_failed")"};
  for (const std::string_view when : regions) {
    for (const std::string_view unless : regions) {
      for (const std::string action :
           {"remove.widgets = \"share\"\n", "block.notice = \"n\"\nwhen_unknown = \"skip\"\n",
            "block.notice = \"n\"\nwhen_unknown = \"apply\"\n"}) {
        const Rules rules("[[rules]]\nid = \"r\"\n" + action + "when.region = " + std::string(when) +
                          "\nunless.region = " + std::string(unless) + "\n");
        const RegionScope& scope = *rules[0].scope.regions;
        ASSERT_TRUE(scope.exact);
        for (int i = 0; i < 200; ++i) {
          const std::size_t reader = i < 150
                                         ? random() % sample_readers().size()
                                         : sample_readers().size() - 1 - static_cast<std::size_t>(i - 150);
          Facts facts = facts_of("RU");
          facts.location = sample_readers()[reader];
          ASSERT_EQ(scope.allowed.has(reader), rules.rule(0).applies(facts) == Held::yes)
              << when << unless << action << region_code(facts.location);
        }
      }
    }
  }
}

}  // namespace CAVEAT_THIS_FILE
}  // namespace caveat::rules
