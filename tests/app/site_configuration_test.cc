// [[sites]] of the configuration.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "app/serve_configuration.h"

namespace caveat::app {
namespace CAVEAT_THIS_FILE {

using testing::ElementsAre;
using testing::HasSubstr;

constexpr const char* kWholeServer =
    "[listen]\nhttp = \"127.0.0.1:8080\"\n[geoip]\ndatabase = \"geo.mmdb\"\n";
constexpr const char* kDefaults =
    "[upstream]\nurl = \"http://127.0.0.1:9000\"\n[rules]\npath = \"rules\"\nrequired = [\"all\"]\n"
    "[limits]\nhold_time = 7\npage_bytes = 5000\n";

struct Parsed {
  std::optional<ServeConfiguration> configuration;
  std::string said;
};

Parsed parse(const std::string& text) {
  Parsed parsed;
  std::vector<rules::Diagnostic> diagnostics;
  parsed.configuration = parse_serve_configuration("/etc/caveat.toml", text, diagnostics);
  parsed.said = rules::render(diagnostics, rules::DiagnosticFormat::text);
  return parsed;
}

std::string site(const std::string& name, const std::string& more) {
  return "[[sites]]\nname = \"" + name + "\"\n" + more + "\n";
}

TEST(SiteConfiguration, AFileWithoutSitesHasOne) {
  const Parsed parsed = parse(std::string(kWholeServer) + kDefaults);
  ASSERT_TRUE(parsed.configuration) << parsed.said;
  const auto& configuration = *parsed.configuration;
  ASSERT_EQ(configuration.server.sites.size(), 1U);
  EXPECT_EQ(configuration.server.sites[0].name, "default");
  EXPECT_EQ(configuration.server.sites[0].upstream.servers.front().url, "http://127.0.0.1:9000");
  ASSERT_EQ(configuration.rules.size(), 1U);
  EXPECT_EQ(configuration.rules[0]->path, "/etc/rules");
}

TEST(SiteConfiguration, ASiteHasWhatItSaysAndTheRestFromTheWholeFile) {
  const Parsed parsed =
      parse(std::string(kWholeServer) + kDefaults + site("a", "hosts = \"a.example\"") +
            site("b",
                 "hosts = [\"b.example\", \"*.b.example\"]\nupstream = { url = \"http://10.0.0.2:80\" }\n"
                 "rules = { path = \"b\" }\nlimits = { hold_time = 2 }"));
  ASSERT_TRUE(parsed.configuration) << parsed.said;
  const auto& sites = parsed.configuration->server.sites;
  const auto& rules = parsed.configuration->rules;
  ASSERT_EQ(sites.size(), 2U);
  EXPECT_EQ(sites[0].name, "a");
  EXPECT_EQ(sites[0].hold_time, std::chrono::seconds(7));
  EXPECT_EQ(sites[0].upstream.servers.front().url, "http://127.0.0.1:9000");
  EXPECT_EQ(sites[1].hosts.size(), 2U);
  EXPECT_EQ(sites[1].hold_time, std::chrono::seconds(2));
  EXPECT_EQ(sites[1].passage.page_bytes, 5000U);
  EXPECT_EQ(sites[1].upstream.servers.front().url, "http://10.0.0.2:80");
  EXPECT_EQ(rules[0]->path, "/etc/rules");
  EXPECT_EQ(rules[1]->path, "/etc/b");
  EXPECT_THAT(rules[1]->required, ElementsAre("all"));
}

TEST(SiteConfiguration, SitesWithoutRulesOfTheirOwnShareThem) {
  const Parsed parsed = parse(std::string(kWholeServer) + kDefaults + site("a", "hosts = \"a.example\"") +
                              site("b", "hosts = \"b.example\""));
  ASSERT_TRUE(parsed.configuration) << parsed.said;
  EXPECT_EQ(parsed.configuration->rules[0], parsed.configuration->rules[1]);
}

TEST(SiteConfiguration, WithoutDefaultsEachSiteHasItsOwn) {
  const Parsed parsed = parse(std::string(kWholeServer) +
                              site("a",
                                   "hosts = \"a.example\"\nupstream = { url = \"http://10.0.0.2:80\" }\n"
                                   "rules = { path = \"a\" }"));
  EXPECT_TRUE(parsed.configuration) << parsed.said;
}

struct Mistake {
  const char* name;
  std::string text;
  std::vector<std::string> said;
};

const std::vector<Mistake> kMistakes = {
    {"no name", std::string(kDefaults) + "[[sites]]\nhosts = \"a.example\"", {"[[sites]] has no `name`"}},
    {"no hosts", std::string(kDefaults) + site("a", ""), {"the site has no `hosts`", "hosts = ["}},
    {"a host that is none",
     std::string(kDefaults) + site("a", "hosts = \"https://a.example/\""),
     {"write `a.example`"}},
    {"a name twice",
     std::string(kDefaults) + site("a", "hosts = \"a.example\"") + site("a", "hosts = \"b.example\""),
     {"another site is called `a`"}},
    {"a name that is none",
     std::string(kDefaults) + site("a b", "hosts = \"a.example\""),
     {"`a b` cannot name a site"}},
    {"a host twice",
     std::string(kDefaults) + site("a", "hosts = \"a.example\"") + site("b", "hosts = \"A.example\""),
     {"`a.example` is there twice: the site `a` has it"}},
    {"no upstream",
     "[rules]\npath = \"r\"\n" + site("a", "hosts = \"a.example\""),
     {"[sites.upstream] is missing"}},
    {"no rules",
     "[upstream]\nurl = \"http://127.0.0.1:9000\"\n" + site("a", "hosts = \"a.example\""),
     {"[sites.rules] is missing"}},
    {"a limit of the whole server",
     std::string(kDefaults) + site("a", "hosts = \"a.example\"\nlimits = { connections = 5 }"),
     {"[sites.limits] knows no `connections`"}},
    {"a misspelt key", std::string(kDefaults) + site("a", "host = \"a.example\""), {"did you mean `hosts`?"}},
    {"one table instead of a list",
     std::string(kDefaults) + "[sites]\nname = \"a\"",
     {"`sites` wants a list"}},
    {"no tables in the list", "sites = [1]\n" + std::string(kDefaults), {"`sites` wants tables"}},
    {"an empty list", "sites = []\n" + std::string(kDefaults), {"`sites` is an empty list"}},
};

TEST(SiteConfiguration, SaysWhatIsWrongAndWhatToWrite) {
  for (const Mistake& mistake : kMistakes) {
    const bool at_the_top = mistake.text.starts_with("sites");
    const Parsed parsed = parse(at_the_top ? mistake.text + kWholeServer : kWholeServer + mistake.text);
    EXPECT_FALSE(parsed.configuration) << mistake.name;
    for (const std::string& words : mistake.said) EXPECT_THAT(parsed.said, HasSubstr(words)) << mistake.name;
  }
}

TEST(SiteConfiguration, HostsStandInOnePlace) {
  const Parsed parsed =
      parse("[listen]\nhttp = \"127.0.0.1:8080\"\nsites = [\"a.example\"]\n[geoip]\ndatabase = \"g\"\n" +
            std::string(kDefaults) + site("a", "hosts = \"a.example\""));
  EXPECT_FALSE(parsed.configuration);
  EXPECT_THAT(parsed.said, HasSubstr("`sites` of [listen] stands beside [[sites]]"));
}

}  // namespace CAVEAT_THIS_FILE
}  // namespace caveat::app
