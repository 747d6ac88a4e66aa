#include "app/serve_configuration.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace caveat::app {
namespace CAVEAT_THIS_FILE {

using testing::HasSubstr;

struct Tables {
  std::string listen;
  std::string readers;
  std::string limits;
  std::string geoip = "database = \"geo.mmdb\"";
};

struct Parsed {
  std::optional<ServeConfiguration> configuration;
  std::string said;
};

Parsed parse(const Tables& tables) {
  const std::string text = "[listen]\nhttp = \"127.0.0.1:8080\"\n" + tables.listen +
                           "\n[upstream]\nurl = \"http://127.0.0.1:9000\"\n[geoip]\n" + tables.geoip +
                           "\n[rules]\npath = \"rules/\"\n[readers]\n" + tables.readers + "\n[limits]\n" +
                           tables.limits + "\n";
  Parsed parsed;
  std::vector<rules::Diagnostic> diagnostics;
  parsed.configuration = parse_serve_configuration("caveat.toml", text, diagnostics);
  parsed.said = rules::render(diagnostics, rules::DiagnosticFormat::text);
  return parsed;
}

struct Mistake {
  const char* name;
  Tables tables;
  std::vector<std::string> said;
};

const std::vector<Mistake> kMistakes = {
    {"a URL for a site",
     {R"(sites = ["https://news.example/"])", "", ""},
     {"caveat.toml:3", "write `news.example`"}},
    {"a site with a star in it", {R"(sites = ["www.*.example"])", "", ""}, {"`www.*.example` is no site"}},
    {"approvers, and nobody has to approve",
     {"", "",
      "[[rules.approvers]]\nname = \"J\"\nkey = "
      "\"MCowBQYDK2VwAyEAPUAXw+hDiVqStwqnTRt+vJyYLM8uxJaMwM1V8Sr0Zgw=\""},
     {"nobody has to approve", "require_approvals = 1"}},
    {"https without a certificate", {"https = \"127.0.0.1:8443\"", "", ""}, {"the table [tls] is missing"}},
    {"https with an empty table of certificates",
     {"https = \"127.0.0.1:8443\"\n[tls]\nhttp2 = false", "", ""},
     {"[tls] has no certificate", "[[tls.certificates]]"}},
    {"a certificate without its key",
     {"https = \"127.0.0.1:8443\"\n[[tls.certificates]]\nchain = \"a.pem\"", "", ""},
     {"`key`"}},
    {"certificates for nobody",
     {"[[tls.certificates]]\nchain = \"a.pem\"\nkey = \"a.key\"", "", ""},
     {"nobody is listened to by https"}},
    {"a time with a unit", {"", "", "header_time = \"10 s\""}, {"wants a whole number", "in seconds"}},
    {"a size with a unit", {"", "", "header_bytes = \"64 kB\""}, {"wants a whole number", "in bytes"}},
    {"sites with one bracket",
     {"", "", "[sites]\nname = \"news\""},
     {"`sites` wants a list", "write [[sites]], with two brackets"}},
    {"checks for what is no host",
     {"", "", "[upstream.health]\npath = \"/\"\nhost = \"www.example.com/a\""},
     {"`www.example.com/a` is no host to ask for"}},
    {"no site at all", {"sites = []", "", ""}, {"`sites` is an empty list"}},
    {"a misspelt key", {R"(site = ["news.example"])", "", ""}, {"did you mean `sites`?"}},
    {"host bits in a network",
     {"", R"(trusted_proxies = ["10.1.2.3/8"])", ""},
     {"`10.1.2.3/8` has bits beyond its prefix", "write `10.0.0.0/8`"}},
    {"host bits in an IPv6 network",
     {"", R"(trusted_proxies = ["2001:db8::1/33"])", ""},
     {"write `2001:db8::/33`"}},
    {"a prefix that cannot be", {"", R"(trusted_proxies = ["10.0.0.0/33"])", ""}, {"is no network"}},
    {"no database, and no field that says the region", {"", "", "", ""}, {"[geoip] has no `database`"}},
    {"one database and a list",
     {"", "", "", "database = \"a.mmdb\"\ndatabases = [\"b.mmdb\"]"},
     {"`database` and `databases` are both there"}},
    {"a list of databases that is none", {"", "", "", "databases = \"b.mmdb\""}, {"a list of files"}},
    {"a database that is no file", {"", "", "", "databases = [7]"}, {"files, or tables like"}},
    {"a database without its file",
     {"", "", "", "databases = [{ country = \"country\" }]"},
     {"a table of `databases` has no `file`"}},
    {"fields of no database",
     {"", "", "", "databases = [\"a.mmdb\"]\ncountry = \"country\""},
     {"fields are named, and no `database` that has them", "databases = [{ file ="}},
    {"a misspelt field",
     {"", "", "", "databases = [{ file = \"a.mmdb\", county = \"country\" }]"},
     {"did you mean `country`?"}},
    {"an age without a unit", {"", "", "", "database = \"a\"\nmax_age = \"45\""}, {"write days or hours"}},
    {"an age in months", {"", "", "", "database = \"a\"\nmax_age = \"3m\""}, {"`max_age` is `3m`"}},
    {"no age at all", {"", "", "", "database = \"a\"\nmax_age = \"0d\""}, {"or \"none\""}},
    {"a NAT64 prefix that cannot be",
     {"", "", "", "database = \"a\"\nnat64 = [\"64:ff9b:1::/49\"]"},
     {"`64:ff9b:1::/49` is no prefix of a NAT64"}},
    {"an IPv4 prefix of a NAT64",
     {"", "", "", "database = \"a\"\nnat64 = [\"10.0.0.0/8\"]"},
     {"is no prefix of a NAT64"}},
    {"a canary without a region",
     {"", "", "", "database = \"a\"\ncanaries = [\"203.0.113.7 = RU\", \"203.0.113.8\"]"},
     {"`203.0.113.8` is no address with its region", "write \"203.0.113.7 = RU\""}},
    {"a canary that nobody could know",
     {"", "trusted_proxies = [\"10.0.0.1\"]\nregion_from = { country = \"CF-IPCountry\" }", "",
      "canaries = [\"203.0.113.7 = RU\"]"},
     {"`canaries` are there, and no `database`"}},
    {"a region that anybody may say",
     {"", "region_from = { country = \"CF-IPCountry\" }", ""},
     {"`region_from` is there, and nobody who may say it"}},
    {"a region from no field",
     {"", "trusted_proxies = [\"10.0.0.1\"]\nregion_from = { subdivision = \"X-Region\" }", ""},
     {"`region_from` has no `country`"}},
    {"a field that cannot be",
     {"", "trusted_proxies = [\"10.0.0.1\"]\nregion_from = { country = \"CF IPCountry\" }", ""},
     {"`CF IPCountry` is no field name"}},
    {"a region in the field of the host",
     {"", "trusted_proxies = [\"10.0.0.1\"]\nregion_from = { country = \"host\" }", ""},
     {"caveat.toml:12", "`host` is a field of HTTP's own"}},
    {"a subdivision in a field that frames",
     {"",
      "trusted_proxies = [\"10.0.0.1\"]\nregion_from = { country = \"CF-IPCountry\", subdivision = "
      "\"Transfer-Encoding\" }",
      ""},
     {"`Transfer-Encoding` is a field of HTTP's own", "CF-IPCountry"}},
    {"a long hold", {"", "", "hold_time = 61"}, {"`hold_time` is 61: it has to be from 1 to 60"}},
    {"a small head", {"", "", "header_bytes = 1023"}, {"`header_bytes` is 1023: it has to be from 1024 to"}},
    {"fewer fields than a browser sends", {"", "", "header_fields = 5"}, {"`header_fields` is 5"}},
    {"no such format of a log", {"", "", "[log]\nformat = \"xml\""}, {"caveat.toml", "`text` or `json`"}},
    {"watching by a word", {"", "", "[reload]\nwatch = \"yes\""}, {"true or false"}},
    {"no time", {"", "", "idle_time = 0"}, {"`idle_time` is 0: it has to be from 1"}},
    {"less than no time", {"", "", "drain_time = -1"}, {"`drain_time` is -1"}},
    {"more time than there is", {"", "", "idle_time = 9223372036854775807"}, {"it has to be from 1 to 3600"}},
    {"more memory than there is", {"", "", "page_bytes = 9223372036854775807"}, {"`page_bytes` is 92233"}},
};

TEST(ServeConfiguration, SaysWhatIsWrongAndWhatToWrite) {
  for (const Mistake& mistake : kMistakes) {
    const Parsed parsed = parse(mistake.tables);
    EXPECT_FALSE(parsed.configuration) << mistake.name;
    for (const std::string& words : mistake.said) EXPECT_THAT(parsed.said, HasSubstr(words)) << mistake.name;
  }
}

TEST(ServeConfiguration, TakesWhatIsWithinBounds) {
  const Parsed parsed = parse({R"(sites = ["www.News.example", "*.news.example"])",
                               R"(trusted_proxies = ["10.0.0.0/8"])", "hold_time = 60\nheader_bytes = 1024"});
  ASSERT_TRUE(parsed.configuration) << parsed.said;
  EXPECT_EQ(parsed.said, "");
  const proxy::ServerOptions& server = parsed.configuration->server;
  EXPECT_EQ(server.sites.front().hold_time, std::chrono::seconds(60));
  EXPECT_EQ(server.limits.header_bytes, 1024U);
  ASSERT_EQ(server.sites.size(), 1U);
  ASSERT_EQ(server.sites[0].hosts.size(), 2U);
  EXPECT_TRUE(server.sites[0].hosts[0].matches("www.news.example"));
  EXPECT_TRUE(server.sites[0].hosts[1].matches("cz.news.example"));
  EXPECT_TRUE(warnings_about(server).empty());
}

TEST(ServeConfiguration, TakesHowItIsRun) {
  const Parsed parsed =
      parse({"share_port = true", "",
             "requests_per_address = 0\nconnections_per_address = 7\naddress_window = 60\n"
             "header_fields = 50\n[reload]\nwatch = true\n[process]\nconfine_files = false\n"
             "[log]\nformat = \"json\""});
  ASSERT_TRUE(parsed.configuration) << parsed.said;
  const ServeConfiguration& configuration = *parsed.configuration;
  EXPECT_TRUE(configuration.server.share_port);
  EXPECT_TRUE(configuration.watch_files);
  EXPECT_FALSE(configuration.confine_files);
  EXPECT_EQ(configuration.log_format, proxy::LogFormat::json);
  EXPECT_EQ(configuration.server.limits.requests_per_address, 0U);
  EXPECT_EQ(configuration.server.limits.connections_per_address, 7U);
  EXPECT_EQ(configuration.server.limits.address_window, std::chrono::minutes(1));
  EXPECT_EQ(configuration.server.limits.header_fields, 50U);
}

TEST(ServeConfiguration, TakesSeveralDatabasesWithTheirFields) {
  const Parsed parsed =
      parse({"", "", "",
             "databases = [\"city.mmdb\", { file = \"/data/odd.mmdb\", country = \"place.land\", "
             "subdivision = [\"place.part\", \"place.name\"], asn = \"net.number\", anonymous = "
             "\"net.hidden\" }]\nmax_age = \"36h\"\nnat64 = [\"64:ff9b:1::/48\"]\n"
             "canaries = \"203.0.113.7 = RU\""});
  ASSERT_TRUE(parsed.configuration) << parsed.said;
  const geoip::LocatorOptions& regions = parsed.configuration->regions;
  ASSERT_EQ(regions.databases.size(), 2U);
  EXPECT_EQ(regions.databases[0].path, "city.mmdb");
  EXPECT_TRUE(regions.databases[0].fields.empty());
  EXPECT_EQ(regions.databases[1].path, "/data/odd.mmdb");
  EXPECT_EQ(regions.databases[1].fields.country, "place.land");
  EXPECT_EQ(regions.databases[1].fields.subdivision.size(), 2U);
  EXPECT_EQ(regions.databases[1].fields.autonomous_system, "net.number");
  EXPECT_EQ(regions.databases[1].fields.anonymous.size(), 1U);
  EXPECT_EQ(regions.nat64_prefixes.size(), 1U);
  ASSERT_EQ(regions.canaries.size(), 1U);
  EXPECT_EQ(regions.canaries.front().to_string(), "203.0.113.7 is in RU");
  EXPECT_EQ(parsed.configuration->server.region_max_age, std::chrono::hours(36));
}

TEST(ServeConfiguration, WatchesTheAgeUnlessItIsToldNotTo) {
  EXPECT_EQ(parse({}).configuration->server.region_max_age, std::chrono::days(90));
  const Parsed unwatched = parse({"", "", "", "database = \"a\"\nmax_age = \"none\""});
  ASSERT_TRUE(unwatched.configuration) << unwatched.said;
  EXPECT_EQ(unwatched.configuration->server.region_max_age.count(), 0);
}

TEST(ServeConfiguration, NeedsNoDatabaseWhereTrustedProxiesSayTheRegion) {
  const Parsed parsed =
      parse({"",
             "trusted_proxies = [\"10.0.0.1\"]\nregion_from = { country = \"CF-IPCountry\", "
             "subdivision = \"CF-Region-Code\" }",
             "", ""});
  ASSERT_TRUE(parsed.configuration) << parsed.said;
  EXPECT_TRUE(parsed.configuration->regions.databases.empty());
  EXPECT_EQ(parsed.configuration->server.region_fields.country, "CF-IPCountry");
  EXPECT_EQ(parsed.configuration->server.region_fields.subdivision, "CF-Region-Code");
}

TEST(ServeConfiguration, WarnsWhereEveryHostIsServed) {
  for (const char* sites : {"", R"(sites = ["*"])"}) {
    const Parsed parsed = parse({sites, "", ""});
    ASSERT_TRUE(parsed.configuration) << parsed.said;
    const auto warnings = warnings_about(parsed.configuration->server);
    ASSERT_EQ(warnings.size(), 1U) << sites;
    EXPECT_THAT(warnings.front(), HasSubstr("`sites` in [listen]"));
  }
}

TEST(ServeConfiguration, WarnsWhereChecksHaveAHostAndNoPath) {
  const auto warnings_of = [](const std::string& health) {
    const Parsed parsed = parse({R"(sites = ["news.example"])", "", "[upstream.health]\n" + health});
    return parsed.configuration ? warnings_about(parsed.configuration->server)
                                : std::vector<std::string>{parsed.said};
  };
  EXPECT_THAT(warnings_of("host = \"news.example\""), testing::ElementsAre(HasSubstr("none are made")));
  EXPECT_THAT(warnings_of("host = \"news.example\"\npath = \"/health\""), testing::IsEmpty());
}

TEST(ServeConfiguration, WarnsWhereStrangersReachThePagesOfTheOperator) {
  const auto warnings_of = [](const std::string& listen) {
    const Parsed parsed = parse({R"(sites = ["news.example"])", "", "[admin]\nlisten = \"" + listen + "\""});
    return parsed.configuration ? warnings_about(parsed.configuration->server)
                                : std::vector<std::string>{parsed.said};
  };
  for (const char* open : {"0.0.0.0:9901", "[::]:9901", "203.0.113.7:9901", "[2001:db8::1]:9901"})
    EXPECT_THAT(warnings_of(open), testing::ElementsAre(HasSubstr("`listen` of [admin]"))) << open;
  for (const char* closed :
       {"127.0.0.1:9901", "[::1]:9901", "localhost:9901", "10.0.0.7:9901", "[fd00::1]:9901"})
    EXPECT_THAT(warnings_of(closed), testing::IsEmpty()) << closed;
}

TEST(ServeConfiguration, WarnsOfADatabaseThatIsThereTwice) {
  const auto said_of = [](const std::string& databases) {
    return parse({"", "", "", "databases = [" + databases + "]"}).said;
  };
  EXPECT_THAT(said_of(R"("a.mmdb", "b.mmdb", "./a.mmdb")"), HasSubstr("`a.mmdb` is there twice"));
  EXPECT_THAT(said_of(R"("a.mmdb", { file = "a.mmdb" })"), HasSubstr("caveat.toml:7"));
  EXPECT_EQ(said_of(R"("a.mmdb", "b.mmdb")"), "");
  EXPECT_EQ(said_of(R"({ file = "a.mmdb", country = "cc" }, { file = "a.mmdb", asn = "net" })"), "");
}

TEST(ServeConfiguration, WarnsWhereReadersAreTrusted) {
  for (const char* network : {"0.0.0.0/0", "::/0", "128.0.0.0/1", "2000::/3", "::ffff:0:0/96"}) {
    const Parsed parsed = parse({R"(sites = ["a.example"])",
                                 "trusted_proxies = [\"" + std::string(network) + "\", \"10.0.0.0/8\"]", ""});
    ASSERT_TRUE(parsed.configuration) << parsed.said;
    const auto warnings = warnings_about(parsed.configuration->server);
    ASSERT_EQ(warnings.size(), 1U) << network;
    EXPECT_THAT(warnings.front(), HasSubstr("choose its region"));
  }
}

}  // namespace CAVEAT_THIS_FILE
}  // namespace caveat::app
