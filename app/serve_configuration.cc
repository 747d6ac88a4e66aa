#include "app/serve_configuration.h"

#include <algorithm>
#include <array>
#include <filesystem>

#include "app/region_configuration.h"
#include "proxy/endpoint.h"
#include "rules/problems.h"
#include "rules/site_pattern.h"
#include "rules/table_reader.h"
#include "rules/toml.h"

namespace caveat::app {
namespace {

using rules::Code;
using rules::PlacedText;
using rules::TableReader;
using rules::TomlValue;

/// Reads the file table by table into a ServeConfiguration.
class ConfigurationReader {
 public:
  ConfigurationReader(const rules::TomlTable& document, const rules::SourceFile& file,
                      rules::Problems& problems)
      : problems_(problems),
        folder_(std::filesystem::path(file.path).parent_path()),
        top_(document, {.file = file.path, .line = 1, .column = 1, .length = 1}, "the configuration",
             problems) {}

  ServeConfiguration read() {
    read_listen();
    read_upstream();
    read_readers();
    read_regions();
    read_rules();
    read_acknowledge();
    read_admin();
    read_log();
    read_limits();
    top_.refuse_unknown();
    return std::move(configuration_);
  }

 private:
  /// The table of that name; a missing one is an error if it is `required`.
  std::optional<TableReader> table(const char* name, bool required) {
    const TomlValue* value = top_.table(name);
    if (value != nullptr)
      return TableReader(*value->table(), value->place, "[" + std::string(name) + "]", problems_);
    if (required) {
      problems_.add(Code::missing_key, top_.place(), "the table [" + std::string(name) + "] is missing",
                    "docs/running-the-proxy.md shows a whole configuration");
    }
    return std::nullopt;
  }

  void endpoint(const TomlValue* value, std::string& into) {
    if (value == nullptr) return;
    into = *value->string();
    if (proxy::parse_endpoint(into)) return;
    problems_.add(Code::bad_url, value->place, rules::quoted(into) + " is no address and port",
                  "write it as \"127.0.0.1:8080\" or \"[::1]:8080\"");
  }

  std::string path_of(const std::string& written) const {
    return (folder_ / written).lexically_normal().string();
  }

  void read_listen() {
    auto listen = table("listen", true);
    if (!listen) return;
    endpoint(listen->required_text("http"), configuration_.server.listen);
    for (const PlacedText& written : listen->texts("sites")) {
      if (auto site = rules::SitePattern::parse(*written.text)) {
        configuration_.server.sites.push_back(*std::move(site));
      } else {
        problems_.add(Code::bad_site, written.value->place, rules::quoted(*written.text) + " is no site",
                      rules::suggested_site(*written.text));
      }
    }
    listen->refuse_unknown();
  }

  void read_upstream() {
    auto upstream = table("upstream", true);
    if (!upstream) return;
    if (const TomlValue* url = upstream->required_text("url")) {
      configuration_.server.upstream = *url->string();
      if (!proxy::parse_upstream_url(*url->string())) {
        problems_.add(Code::bad_url, url->place,
                      rules::quoted(*url->string()) + " is no address of an upstream",
                      "write it as \"http://127.0.0.1:9000\", without a path; https comes later");
      }
    }
    upstream->refuse_unknown();
  }

  void read_regions() {
    auto geoip = table("geoip", configuration_.server.region_fields.country.empty());
    if (geoip) read_geoip(*geoip, folder_, problems_, configuration_.regions, configuration_.server);
  }

  void read_readers() {
    auto readers = table("readers", false);
    if (!readers) return;
    for (const PlacedText& written : readers->texts("trusted_proxies")) {
      if (const auto network = geoip::Network::parse(*written.text)) {
        configuration_.server.trusted_proxies.push_back(*network);
      } else {
        refuse_network(written);
      }
    }
    constexpr std::array<std::string_view, 2> kFields = {"X-Forwarded-For", "Forwarded"};
    if (const std::string* field = readers->word("address_field", kFields)) {
      configuration_.server.address_field =
          *field == "Forwarded" ? proxy::AddressField::forwarded : proxy::AddressField::x_forwarded_for;
    }
    read_region_fields(*readers, problems_, configuration_.server);
    readers->refuse_unknown();
  }

  void refuse_network(const PlacedText& written) {
    const auto meant = geoip::Network::around(*written.text);
    problems_.add(Code::bad_network, written.value->place,
                  rules::quoted(*written.text) + (meant ? " has bits beyond its prefix" : " is no network"),
                  meant ? "write " + rules::quoted(meant->to_string())
                        : "write an address or a block like \"10.0.0.0/8\"");
  }

  void read_rules() {
    auto rules = table("rules", true);
    if (!rules) return;
    if (const TomlValue* path = rules->required_text("path"))
      configuration_.rules_path = path_of(*path->string());
    if (const TomlValue* allowed = rules->value("allow_empty")) {
      if (allowed->boolean() == nullptr)
        rules::wrong_type(*allowed, "allow_empty", "true or false", problems_);
      const bool allow = allowed->boolean() != nullptr && *allowed->boolean();
      configuration_.empty_rules = allow ? rules::EmptyRules::allowed : rules::EmptyRules::refused;
    }
    for (const PlacedText& id : rules->texts("required")) {
      configuration_.required_packs.push_back(*id.text);
    }
    configuration_.approvals = rules::read_approval_policy(*rules, problems_);
    if (!configuration_.approvals.approvers.empty() && rules->value("require_approvals") == nullptr) {
      problems_.add(Code::missing_key, rules->place(), "`approvers` are listed, and nobody has to approve",
                    "say how many persons have to approve each pack: require_approvals = 1");
    }
    rules->refuse_unknown();
  }

  void read_acknowledge() {
    auto acknowledge = table("acknowledge", false);
    if (!acknowledge) return;
    if (const TomlValue* file = acknowledge->required_text("key_file"))
      configuration_.acceptance_keys.current = path_of(*file->string());
    if (const TomlValue* file = acknowledge->text("previous_key_file"))
      configuration_.acceptance_keys.previous = path_of(*file->string());
    if (const TomlValue* https = acknowledge->boolean("https"))
      configuration_.server.acceptance.always_encrypted = *https->boolean();
    acknowledge->refuse_unknown();
  }

  void read_admin() {
    auto admin = table("admin", false);
    if (!admin) return;
    endpoint(admin->required_text("listen"), configuration_.server.admin_listen);
    admin->refuse_unknown();
  }

  void read_log() {
    auto log = table("log", false);
    if (!log) return;
    constexpr std::array<std::string_view, 3> kWhich = {"none", "covered", "all"};
    if (const std::string* which = log->word("requests", kWhich)) {
      configuration_.request_logging = *which == "none"  ? RequestLogging::none
                                       : *which == "all" ? RequestLogging::all
                                                         : RequestLogging::covered;
    }
    log->refuse_unknown();
  }

  /// A whole number within bounds, or `into` stays as it is.
  template <typename Number>
  void count(TableReader& reader, std::string_view key, std::int64_t least, std::int64_t most, Number& into) {
    const TomlValue* value = reader.integer(key);
    if (value == nullptr) return;
    if (*value->integer() < least || *value->integer() > most) {
      problems_.add(Code::wrong_type, value->place,
                    rules::quoted(key) + " is " + std::to_string(*value->integer()) + ": it has to be from " +
                        std::to_string(least) + " to " + std::to_string(most));
      return;
    }
    into = Number(*value->integer());
  }

  void seconds(TableReader& reader, std::string_view key, std::int64_t most,
               std::chrono::milliseconds& into) {
    std::chrono::seconds value = std::chrono::duration_cast<std::chrono::seconds>(into);
    count(reader, key, 1, most, value);
    into = value;
  }

  void read_limits() {
    auto limits = table("limits", false);
    if (!limits) return;
    constexpr std::int64_t kKiB = 1024;
    constexpr std::int64_t kMinute = 60;
    constexpr std::int64_t kHour = 60 * kMinute;
    auto& server = configuration_.server;
    count(*limits, "hold_bytes", kKiB, 64 * kKiB * kKiB, server.passage.hold_bytes);
    count(*limits, "page_bytes", kKiB, kKiB * kKiB * kKiB, server.passage.page_bytes);
    count(*limits, "header_bytes", kKiB, kKiB * kKiB, server.limits.header_bytes);
    count(*limits, "connections", 1, 1'000'000, server.limits.connections);
    seconds(*limits, "hold_time", kMinute, server.limits.hold_time);
    seconds(*limits, "header_time", 10 * kMinute, server.limits.header_time);
    seconds(*limits, "idle_time", kHour, server.limits.idle_time);
    seconds(*limits, "drain_time", kHour, server.limits.drain_time);
    seconds(*limits, "upstream_connect_time", 10 * kMinute, server.limits.upstream_connect_time);
    seconds(*limits, "upstream_idle_time", kHour, server.limits.upstream_idle_time);
    limits->refuse_unknown();
  }

  rules::Problems& problems_;
  std::filesystem::path folder_;
  TableReader top_;
  ServeConfiguration configuration_;
};

/// Blocks that nobody has for balancers alone: shorter than 10.0.0.0/8 and fc00::/7.
bool holds_the_public(const geoip::Network& network) {
  const bool v4 = network.base.is_v4() && network.prefix_length >= 96;
  return v4 ? network.prefix_length < 96 + 8 : network.prefix_length < 7;
}

}  // namespace

std::optional<ServeConfiguration> parse_serve_configuration(const std::string& file, const std::string& text,
                                                            std::vector<rules::Diagnostic>& diagnostics) {
  const auto document = rules::parse_toml(file, text, diagnostics);
  if (!document) return std::nullopt;
  const rules::SourceFile source{.path = file, .text = text};
  rules::Problems problems(source, diagnostics);
  ServeConfiguration configuration = ConfigurationReader(*document, source, problems).read();
  if (problems.any_error()) return std::nullopt;
  return configuration;
}

std::vector<std::string> warnings_about(const proxy::ServerOptions& server) {
  std::vector<std::string> warnings;
  const bool any_host = std::any_of(server.sites.begin(), server.sites.end(),
                                    [](const rules::SitePattern& site) { return site.matches_any_site(); });
  if (server.sites.empty() || any_host) {
    warnings.push_back(
        "every host is served, so rules with a `site` can be dodged by asking for a page under another host: "
        "name yours as `sites` in [listen], sites = [\"www.newsroom.example\"]");
  }
  for (const geoip::Network& network : server.trusted_proxies) {
    if (!holds_the_public(network)) continue;
    warnings.push_back("`trusted_proxies` in [readers] holds " + network.to_string() +
                       ": any reader in it may say where it is, and so choose its region; name your own "
                       "balancers only");
  }
  return warnings;
}

}  // namespace caveat::app
