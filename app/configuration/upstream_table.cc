// [upstream]: the servers behind a site, and how they are asked.
#include <algorithm>
#include <array>

#include "app/configuration/tables.h"
#include "proxy/head_syntax.h"
#include "proxy/upstream_address.h"

namespace caveat::app {
namespace {

using proxy::UpstreamOptions;
using rules::Code;
using rules::TableReader;
using rules::TomlValue;

void add_server(const TomlValue& url, unsigned weight, const ConfigurationFile& file, UpstreamOptions& into) {
  into.servers.push_back({.url = *url.string(), .weight = weight});
  if (proxy::parse_upstream_url(*url.string())) return;
  file.problems().add(Code::bad_url, url.place,
                      rules::in_quotes(*url.string()) + " is no address of an upstream",
                      "write it as \"http://127.0.0.1:9000\", \"https://b.example\", both without a path, or "
                      "\"unix:/run/site.sock\"");
}

/// A text, or a table of a URL and its weight.
void read_server(const TomlValue& value, const ConfigurationFile& file, UpstreamOptions& into) {
  if (value.string() != nullptr) return add_server(value, 1, file, into);
  if (value.table() == nullptr)
    return rules::wrong_type(value, "servers", "text or a table", file.problems());
  TableReader table(*value.table(), value.place, "a server", file.problems(), kUpstreamServerKeys);
  unsigned weight = 1;
  file.count(table, "weight", 1, 100, weight);
  if (const TomlValue* url = table.required_text("url")) add_server(*url, weight, file, into);
  table.refuse_unknown();
}

void read_servers(TableReader& upstream, const ConfigurationFile& file, UpstreamOptions& into) {
  const TomlValue* url = upstream.text("url");
  const TomlValue* servers = upstream.list("servers");
  if (url != nullptr && servers != nullptr) {
    file.problems().add(Code::bad_url, url->place, "`url` stands beside `servers`",
                        "write all of them into `servers`");
    return;
  }
  if (url != nullptr) {
    into.servers.clear();
    add_server(*url, 1, file, into);
  }
  if (servers != nullptr) {
    into.servers.clear();
    for (const TomlValue& server : *servers->array()) read_server(server, file, into);
    if (into.servers.empty() || into.servers.size() > proxy::kMostServers) {
      file.problems().add(Code::wrong_type, servers->place,
                          "`servers` are from 1 to " + std::to_string(proxy::kMostServers));
    }
  }
  if (url == nullptr && servers == nullptr && into.servers.empty()) {
    file.problems().add(Code::missing_key, upstream.place(), "[upstream] has neither `url` nor `servers`",
                        "write url = \"http://127.0.0.1:9000\"");
  }
}

void read_health(TableReader& health, const ConfigurationFile& file, proxy::HealthOptions& into) {
  file.count(health, "max_failures", 0, 1000, into.max_failures);
  file.seconds(health, "retry_after", kHour, into.retry_after);
  file.seconds(health, "interval", kHour, into.check_interval);
  file.seconds(health, "timeout", kMinute, into.check_timeout);
  file.count(health, "status", 200, 599, into.check_status);
  if (const TomlValue* path = health.text("path")) {
    into.check_path = *path->string();
    if (into.check_path.front() != '/' || into.check_path.find_first_of(" \t\r\n") != std::string::npos) {
      file.problems().add(Code::bad_path, path->place,
                          rules::in_quotes(into.check_path) + " is no path to ask for",
                          "write it as \"/health\"");
    }
  }
  if (const TomlValue* host = health.text("host")) {
    into.check_host = *host->string();
    if (!proxy::is_host(into.check_host))
      file.problems().add(Code::bad_site, host->place,
                          rules::in_quotes(into.check_host) + " is no host to ask for",
                          "write it as \"www.example.com\"");
  }
  health.refuse_unknown();
}

/// Whether what is spoken after the switch is HTTP again, in which pages would pass by the rules.
bool carries_pages(std::string_view protocol) {
  return protocol.starts_with("h2") || protocol.starts_with("http/") || protocol.starts_with("tls/");
}

/// Protocols in lower case, as they are compared; none may be.
void read_upgrades(TableReader& upstream, const ConfigurationFile& file, UpstreamOptions& into) {
  const TomlValue* written = upstream.value("upgrades");
  if (written == nullptr) return;
  into.upgrades.clear();
  if (written->array() != nullptr && written->array()->empty()) return;
  for (const rules::PlacedText& protocol : upstream.texts("upgrades")) {
    std::string& lower = into.upgrades.emplace_back(*protocol.text);
    std::transform(lower.begin(), lower.end(), lower.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c; });
    if (!carries_pages(lower)) continue;
    file.problems().add(
        Code::unknown_word, protocol.value->place,
        rules::in_quotes(*protocol.text) +
            " may not be switched to: what it carries are pages, which would pass by the rules",
        "leave it out; readers get HTTP/2 over `https` without it");
  }
}

void read_tls(TableReader& upstream, const ConfigurationFile& file, UpstreamOptions& into) {
  if (const TomlValue* ca = upstream.text("ca")) into.tls.authorities = file.path_of(*ca->string());
  if (const TomlValue* verify = upstream.boolean("verify")) into.tls.verify = *verify->boolean();
  if (const TomlValue* name = upstream.text("server_name")) into.server_name = *name->string();
  const TomlValue* certificate = upstream.text("certificate");
  const TomlValue* key = upstream.text("key");
  if (certificate != nullptr && key != nullptr) {
    into.tls.certificate = {.chain = file.path_of(*certificate->string()),
                            .key = file.path_of(*key->string())};
  } else if (certificate != nullptr || key != nullptr) {
    file.problems().add(Code::missing_key, (certificate != nullptr ? certificate : key)->place,
                        "a certificate of our own is both `certificate` and `key`", "name both files");
  }
}

}  // namespace

void read_upstream(TableReader& upstream, const ConfigurationFile& file, UpstreamOptions& into) {
  read_servers(upstream, file, into);
  constexpr std::array<std::string_view, 2> kBalances = {"round_robin", "least_connections"};
  if (const std::string* balance = upstream.word("balance", kBalances)) {
    into.balance = *balance == kBalances[0] ? proxy::Balance::round_robin : proxy::Balance::least_connections;
  }
  file.count(upstream, "retries", 0, proxy::kMostServers - 1, into.retries);
  if (const TomlValue* timeouts = upstream.boolean("retry_timeouts"))
    into.retry_timeouts = *timeouts->boolean();
  if (auto health = file.in("upstream").table(upstream, "health", kHealthKeys))
    read_health(*health, file, into.health);
  read_upgrades(upstream, file, into);
  file.flag(upstream, "compress", into.compress);
  if (const TomlValue* forwarded = upstream.boolean("forwarded")) into.forwarded = *forwarded->boolean();
  read_tls(upstream, file, into);
  upstream.refuse_unknown();
}

void read_upstream(const ConfigurationFile& file, TableReader& top, ConfigurationDraft& draft) {
  draft.site.upstream.servers.clear();
  auto upstream = file.table_of_site(top, "upstream", kUpstreamKeys);
  if (upstream) read_upstream(*upstream, file, draft.site.upstream);
}

}  // namespace caveat::app
