// The language of the configuration: what documents say of it, and what `caveat config show` shows.
#include "app/configuration/configuration_keys.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <iterator>
#include <map>
#include <sstream>

#include "app/configuration/configuration_show.h"
#include "app/serve_configuration.h"

namespace caveat::app {
namespace CAVEAT_THIS_FILE {

using rules::Key;
using rules::KeyTable;
using testing::HasSubstr;

std::string without(std::string text, char unwanted) {
  std::erase(text, unwanted);
  return text;
}

/// The rows of docs/running-the-proxy.md that begin with a key: "limits.hold_time" and its default.
std::map<std::string, std::string> documented() {
  std::ifstream file(CAVEAT_SOURCE_DIR "/docs/running-the-proxy.md");
  std::map<std::string, std::string> rows;
  for (std::string line; std::getline(file, line);) {
    std::istringstream cells(line);
    std::string key, value;
    std::getline(cells, key, '|');
    std::getline(cells, key, '|');
    std::getline(cells, value, '|');
    if (!key.starts_with(" `") || key.find('.') == std::string::npos) continue;
    key = without(without(key, '`'), ' ');
    const std::size_t begin = value.find_first_not_of(' ');
    const std::size_t end = value.find_last_not_of(' ');
    rows[key] = begin == std::string::npos ? "" : without(value.substr(begin, end - begin + 1), '`');
  }
  return rows;
}

/// "limits.hold_time" and its default, of every key in every table of the whole file.
void collect(const std::string& prefix, const KeyTable& table, std::map<std::string, const Key*>& keys) {
  for (const Key& key : table.keys) {
    const std::string name = prefix + std::string(key.name);
    const bool has_rows = key.inner != nullptr && key.kind == rules::ValueKind::table;
    if (has_rows && prefix != "sites.") {
      collect(name + ".", *key.inner, keys);
    } else {
      keys[name] = &key;
    }
  }
}

std::map<std::string, const Key*> known() {
  std::map<std::string, const Key*> keys;
  collect("", kConfigurationKeys, keys);
  keys.erase("sites");
  collect("sites.", kSiteKeys, keys);
  return keys;
}

TEST(ConfigurationKeys, AreAllDocumentedWithTheirDefaults) {
  const auto rows = documented();
  for (const auto& [name, key] : known()) {
    const auto row = rows.find(name);
    ASSERT_NE(row, rows.end()) << name << " is not in docs/running-the-proxy.md";
    if (key->otherwise.empty()) continue;
    EXPECT_EQ(row->second, without(std::string(key->otherwise), '`')) << name;
  }
}

TEST(ConfigurationKeys, AreAllThatDocumentsTellOf) {
  const auto keys = known();
  for (const auto& [name, value] : documented()) {
    const std::string table = name.substr(0, name.find('.'));
    if (!rules::find_key(kConfigurationKeys, table)) continue;
    EXPECT_TRUE(keys.contains(name)) << name << " is in docs/running-the-proxy.md, and nobody reads it";
  }
}

std::optional<ServeConfiguration> parse(const std::string& text) {
  std::vector<rules::Diagnostic> diagnostics;
  auto configuration = parse_serve_configuration("/etc/caveat.toml", text, diagnostics);
  EXPECT_TRUE(configuration) << text << rules::render(diagnostics, rules::DiagnosticFormat::text);
  return configuration;
}

std::string show(const std::string& text) {
  std::vector<rules::Diagnostic> diagnostics;
  const auto document = rules::parse_toml("/etc/caveat.toml", text, diagnostics);
  return document ? shown_configuration(*document) : "";
}

constexpr const char* kShort = R"([listen]
http = "127.0.0.1:8080"
[upstream]
url = "http://127.0.0.1:9000"
[geoip]
database = "geo.mmdb"
[rules]
path = "rules"
[limits]
hold_time = 7
)";

constexpr const char* kSites = R"([listen]
http = ["127.0.0.1:8080", "[::1]:8080"]
[geoip]
database = "geo\\\"data.mmdb"
[rules]
path = "rules"
required = ["all"]
[limits]
idle_time = 9
hold_time = 7
[[sites]]
name = "a"
hosts = ["a.example"]
upstream = { servers = ["http://10.0.0.1", { url = "unix:/run/b", weight = 3 }], health = { path = "/health" } }
[[sites]]
name = "b"
hosts = ["b.example"]
upstream = { url = "http://10.0.0.2", upgrades = [] }
rules = { path = "b" }
limits = { hold_time = 3 }
)";

TEST(ShownConfiguration, TellsWhereEachValueComesFrom) {
  const std::string shown = show(kShort);
  EXPECT_THAT(shown, testing::ContainsRegex("hold_time = 7 +# caveat.toml:10\n"));
  EXPECT_THAT(shown, testing::ContainsRegex("hold_bytes = 262144 +# default\n"));
  EXPECT_THAT(shown, testing::ContainsRegex("url = \"http://127.0.0.1:9000\" +# caveat.toml:4\n"));
  EXPECT_THAT(shown, HasSubstr("# sites: every host (default)\n"));
  EXPECT_THAT(shown, HasSubstr("# [admin] is not there\n"));
}

TEST(ShownConfiguration, SaysNothingOfEveryHostWhereSitesHaveTheirs) {
  const std::string shown = show(kSites);
  EXPECT_THAT(shown, testing::ContainsRegex("http = .*127.0.0.1:8080.* +# caveat.toml:2\n"));
  EXPECT_THAT(shown, testing::Not(HasSubstr("every host")));
}

TEST(ShownConfiguration, OfASiteHoldsWhatTheWholeFileSays) {
  const std::string shown = show(kSites);
  const std::string first =
      shown.substr(shown.find("[[sites]]"), shown.rfind("[[sites]]") - shown.find("[[sites]]"));
  EXPECT_THAT(first, testing::ContainsRegex("required = .\"all\". +# caveat.toml:7\n"));
  EXPECT_THAT(first, testing::ContainsRegex("hold_time = 7 +# caveat.toml:10\n"));
}

/// What is compared of two configurations.
std::string gist(const ServeConfiguration& configuration) {
  std::ostringstream out;
  const auto& limits = configuration.server.limits;
  out << limits.header_bytes << " " << limits.header_time.count() << " " << limits.idle_time.count() << " "
      << limits.connections << " " << limits.drain_time.count() << " " << limits.streams << " "
      << limits.stream_resets << " " << configuration.regions.databases.at(0).path << "\n";
  for (const auto& listen : configuration.server.listen) out << listen.address << listen.terms.tls << " ";
  for (std::size_t i = 0; i < configuration.rules.size(); ++i) {
    const proxy::SiteOptions& site = configuration.server.sites[i];
    const proxy::UpstreamOptions& upstream = site.upstream;
    out << "\n"
        << site.name << " " << site.hold_time.count() << " " << site.passage.hold_bytes << " "
        << site.passage.page_bytes << " " << configuration.rules[i]->path;
    for (const auto& id : configuration.rules[i]->required) out << " " << id;
    for (const auto& host : site.hosts) out << " " << host.text();
    for (const auto& server : upstream.servers) out << " " << server.url << "*" << server.weight;
    for (const auto& protocol : upstream.upgrades) out << " " << protocol;
    out << " " << upstream.connect_time.count() << " " << upstream.idle_time.count() << " "
        << upstream.tunnel_idle_time.count() << " " << upstream.retries << upstream.retry_timeouts
        << upstream.forwarded << upstream.tls.verify << " " << upstream.health.max_failures << " "
        << upstream.health.retry_after.count() << " " << upstream.health.check_path << " "
        << upstream.health.check_interval.count() << " " << upstream.health.check_timeout.count() << " "
        << upstream.health.check_status;
  }
  return out.str();
}

TEST(ShownConfiguration, MeansTheSameAsTheFile) {
  for (const char* text : {kShort, kSites}) {
    const auto written = parse(text);
    const auto shown = parse(show(text));
    ASSERT_TRUE(written && shown);
    EXPECT_EQ(gist(*shown), gist(*written)) << show(text);
  }
}

}  // namespace CAVEAT_THIS_FILE
}  // namespace caveat::app
