// Rule files that somebody made to hurt: each is answered with diagnostics, in bounded time and space.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <ctime>
#include <functional>

#include "pack_texts.h"
#include "rules/checked_rules.h"
#include "rules/expression_cost.h"
#include "rules/problems.h"

namespace caveat::rules {
namespace CAVEAT_THIS_FILE {

constexpr std::size_t kAlmostAll = 1024 * 1024 - 300;  ///< of what a rule file may have
const std::string kHead = "[pack]\nid = \"p\"\ntitle = \"T\"\n";
const std::string kRule = "[[rules]]\nid = \"r\"\nheaders.set.X-A = \"1\"\n";

using Part = std::function<std::string(std::size_t)>;

/// `begin`, then parts until the file is full, then `end`.
std::string filled(std::string begin, const Part& part, std::string_view end = "") {
  for (std::size_t i = 0; begin.size() < kAlmostAll - end.size(); ++i) begin += part(i);
  return begin + std::string(end);
}

Part repeated(std::string text) {
  return [text = std::move(text)](std::size_t) { return text; };
}

std::string with_rule(std::string_view rest = "") {
  return kHead + kRule + std::string(rest);
}

std::string with_notice(const std::string& text) {
  return filled(kHead + "[notices.n]\nkind = \"label\"\ntext.en = \"", repeated(text), "\"\n" + kRule);
}

std::string number(std::size_t i) {
  return std::to_string(i);
}

struct Hostile {
  std::string_view name;
  std::string text;
  std::string_view code;  ///< of one of the diagnostics; empty: nothing is wrong
};

std::vector<Hostile> hostile_files() {
  return {
      {"a key of a hundred thousand dots", with_rule(filled("a", repeated(".a")).substr(0, 200'000)),
       "CV003"},
      {"brackets that open and open", with_rule("x = " + std::string(900'000, '[')), "CV003"},
      {"a great many tables", filled(with_rule(), [](std::size_t i) { return "[t" + number(i) + "]\n"; }),
       "CV010"},
      {"a great many rules without anything", filled(kHead, repeated("[[rules]]\n")), "CV053"},
      {"a great many tests without anything", filled(with_rule(), repeated("[[tests]]\n")), "CV013"},
      {"a line of wrong regions",
       filled(
           with_rule("when.region = ["), [](std::size_t i) { return "\"q" + number(i) + "\","; }, "]\n"),
       "CV021"},
      {"wrong regions on many lines", filled(with_rule("when.region = [\n"), repeated("\"qq\",\n"), "]\n"),
       "CV020"},
      {"regions that double each other",
       filled(with_rule("[regions.a0]\ninclude = [\"192.0.2.0/24\"]\n"),
              [](std::size_t i) {
                return "[regions.a" + number(i + 1) + "]\ninclude = [\"a" + number(i) + "\", \"RU\", \"a" +
                       number(i / 2) + "\"]\n";
              }),
       ""},
      {"regions nested without end",
       filled(with_rule("[regions.a0]\ninclude = [\"RU\"]\nexclude = [\"FR\"]\n"),
              [](std::size_t i) {
                return "[regions.a" + number(i + 1) + "]\ninclude = [\"a" + number(i) +
                       "\"]\nexclude = [\"FR\"]\n";
              }),
       "CV003"},
      {"regions that copy a large one",
       filled(with_rule("[regions.a]\ninclude = [\"continent:EU\", \"continent:AF\", \"continent:AS\", "
                        "\"continent:NA\"]\n"),
              [](std::size_t i) { return "[regions.b" + number(i) + "]\ninclude = [\"a\"]\n"; }),
       "CV003"},
      {"unknown variables", with_notice("{zzzz}"), "CV043"},
      {"tags as text", with_notice("<b>"), "CV046"},
      {"links without address", with_notice("[a](b)"), "CV042"},
      {"brackets without end", with_notice("["), "CV044"},
      {"braces without end", with_notice("{"), "CV044"},
      {"tags without end", with_notice("<a"), "CV044"},
      {"an expression that explodes", with_rule("when.path = 're:(((a{100}){100}){100}){100}'\n"), "CV032"},
      {"expressions that are large together",
       filled(
           with_rule("when.path = ["), [](std::size_t i) { return "'re:^/" + number(i) + ".{1,900}$',"; },
           "]\n"),
       "CV032"},
      {"mentions that are large together",
       filled(
           kHead + "[[rules]]\nid = \"r\"\nlabel = { with = \"*\", mentions = [",
           [](std::size_t i) { return "'re:N" + number(i) + ".{1,500}',"; }, "] }\n"),
       "CV032"},
      {"stars upon stars", filled(with_rule("when.path = \"/"), repeated("*a"), "\"\n"), ""},
      {"selectors that are refused",
       filled(kHead + "[[rules]]\nid = \"r\"\nremove.elements = [", repeated("\":hover\","), "]\n"), "CV050"},
      {"fields that are none",
       filled(
           kHead + "[[rules]]\nid = \"r\"\nheaders.set = { ",
           [](std::size_t i) { return "\"b " + number(i) + "\" = \"x\", "; }, "X = \"1\" }\n"),
       "CV056"},
      {"a name of a megabyte", kHead + "[[rules]]\nid = \"" + std::string(900'000, 'a') + "\"\n", "CV016"},
      {"a site of a megabyte", with_rule("when.site = \"" + std::string(900'000, 'a') + "\"\n"), "CV030"},
      {"silencing comments", filled(with_rule(), repeated("# caveat: allow CV999\n")), "CV123"},
      {"bytes that are no text", with_rule("# \xff\xfe\n"), "CV002"},
      {"half a surrogate pair", with_rule("# \xed\xa0\x80\n"), "CV002"},
      {"a NUL", with_rule(std::string_view("# \0\n", 4)), "CV002"},
      {"a day that does not exist", with_rule() + "when.between = [2024-02-30, 2024-03-01]\n", "CV001"},
      {"month zero", with_rule() + "when.between = [2024-00-10, 2024-03-01]\n", "CV001"},
      {"a key that is there twice", with_rule("headers.set.X-A = \"2\"\n"), "CV001"},
      {"a string without end", with_rule("x = \"\"\"" + std::string(900'000, '\n')), "CV001"},
      {"a byte order mark and nothing else", "\xEF\xBB\xBF", "CV013"},
  };
}

TEST(HostileFiles, AreAnsweredWithinBounds) {
  for (const Hostile& one : hostile_files()) {
    const SourceFile file{"pack.toml", one.text};
    const std::clock_t begin = std::clock();
    const Compilation compilation = check_rules({&file, 1}, kToday);
    const std::string text = render(compilation.diagnostics, DiagnosticFormat::text);
    const std::clock_t taken = std::clock() - begin;
    // Of the processor's time: a second or two, more with sanitizers.
    EXPECT_LT(taken, 30 * CLOCKS_PER_SEC) << one.name;
    EXPECT_LE(compilation.diagnostics.size(), 3 * kMostProblems + 10) << one.name;
    EXPECT_LT(text.size(), 400'000U) << one.name;
    const bool told = std::any_of(compilation.diagnostics.begin(), compilation.diagnostics.end(),
                                  [&](const Diagnostic& diagnostic) { return diagnostic.code == one.code; });
    EXPECT_TRUE(told || one.code.empty()) << one.name << text.substr(0, 2000);
    if (compilation.rules) compilation.rules->decide(facts_of("RU"));
  }
}

TEST(HostileFiles, WithManyErrorsTellOfTheFirstAndThatThereAreMore) {
  const std::string text = filled(kHead, repeated("[[rules]]\n"));
  const Compilation compilation = compile(text);
  EXPECT_EQ(compilation.rules, nullptr);
  EXPECT_EQ(count_of(compilation.diagnostics).errors, kMostProblems);
  EXPECT_THAT(render(compilation.diagnostics, DiagnosticFormat::text),
              testing::EndsWith("and 801 more; `--format json` has all of them\n"));
  EXPECT_THAT(render(compilation.diagnostics, DiagnosticFormat::json), testing::HasSubstr("CV126"));
}

TEST(HostileFiles, WithManyWarningsStillTellOfAnError) {
  const std::string text = with_notice("<b>") + "no_such_key = 1\n";
  EXPECT_EQ(compile(text).rules, nullptr);
}

struct Cost {
  std::string_view expression;
  std::size_t least;
  std::size_t most;
};

const Cost kCosts[] = {
    {"abc", 3, 3},
    {"a{10}", 10, 10},
    {"(ab){10}", 20, 60},
    {"((a{10}){10}){10}", 1000, 5000},
    {".{1,900}", 9000, 9000},
    {"a{2,}", 2, 2},
    {"[abc]{3}", 9, 50},
    {"a{", 2, 2},
    {"\\w{100}", 10'000, 50'000},
    {"(((", 0, 10},
    {"a{99999999999999999999}", 1, 1},
    {")))", 0, 0},
};

TEST(ExpressionCosts, CountRepetitions) {
  for (const Cost& one : kCosts) {
    EXPECT_GE(expression_cost(one.expression), one.least) << one.expression;
    EXPECT_LE(expression_cost(one.expression), one.most) << one.expression;
  }
}

}  // namespace CAVEAT_THIS_FILE
}  // namespace caveat::rules
