#include "app/serve_configuration.h"

#include <algorithm>
#include <iterator>

#include "app/configuration/tables.h"
#include "app/futile_settings.h"
#include "proxy/endpoint.h"
#include "rules/toml.h"

namespace caveat::app {
namespace {

using ReadTable = void (*)(const ConfigurationFile&, rules::TableReader&, ConfigurationDraft&);

/// In the order of docs/running-the-proxy.md, but for [readers], which [geoip] asks for. A table is added by
/// one line here and a file of its own.
constexpr ReadTable kTables[] = {
    read_listen,      read_tls,      read_upstream,
    read_readers,     read_geoip,    read_rules,
    read_acknowledge, read_admin,    refuse_overlapping_listeners,
    read_log,         read_evidence, read_capture,
    read_limits,      read_reload,   read_process,
    read_sites,
};

/// Loopback, private and link-local (RFC 6890; shared address space, RFC 6598).
constexpr const char* kOwnNetworks[] = {"127.0.0.0/8",    "10.0.0.0/8",     "172.16.0.0/12",
                                        "192.168.0.0/16", "169.254.0.0/16", "100.64.0.0/10",
                                        "::1/128",        "fc00::/7",       "fe80::/10"};

/// Blocks that nobody has for balancers alone: shorter than 10.0.0.0/8 and fc00::/7.
bool holds_the_public(const geoip::Network& network) {
  const bool v4 = network.base.is_v4() && network.prefix_length >= 96;
  return v4 ? network.prefix_length < 96 + 8 : network.prefix_length < 7;
}

bool serves_any_host(const proxy::SiteOptions& site) {
  return site.hosts.empty() ||
         std::any_of(site.hosts.begin(), site.hosts.end(),
                     [](const rules::SitePattern& host) { return host.matches_any_site(); });
}

/// An address of every network of the machine, or one that the internet leads to. Names are not looked up.
bool is_open_to_all(const std::string& listen) {
  const auto endpoint = proxy::parse_endpoint(listen);
  if (!endpoint) return false;
  const auto address = geoip::Address::parse(endpoint->host);
  if (!address) return false;
  return std::none_of(std::begin(kOwnNetworks), std::end(kOwnNetworks), [&](const char* network) {
    return geoip::Network::parse(network)->contains(*address);
  });
}

}  // namespace

std::optional<ServeConfiguration> parse_serve_configuration(const std::string& file, const std::string& text,
                                                            std::vector<rules::Diagnostic>& diagnostics) {
  const auto document = rules::parse_toml(file, text, diagnostics);
  if (!document) return std::nullopt;
  const rules::SourceFile source{.path = file, .text = text};
  rules::Problems problems(source, diagnostics);
  const ConfigurationFile configuration_file(problems);
  rules::TableReader top(*document, {.file = file, .line = 1, .column = 1, .length = 1}, "the configuration",
                         problems, kConfigurationKeys);
  ConfigurationDraft draft;
  for (const ReadTable read : kTables) read(configuration_file, top, draft);
  top.refuse_unknown();
  if (problems.any_error()) return std::nullopt;
  return std::move(draft.configuration);
}

std::vector<std::string> warnings_about(const proxy::ServerOptions& server) {
  std::vector<std::string> warnings;
  if (std::any_of(server.sites.begin(), server.sites.end(), serves_any_host)) {
    warnings.emplace_back(
        "every host is served, so rules with a `site` can be dodged by asking for a page under another host: "
        "name yours as `sites` in [listen], sites = [\"www.newsroom.example\"]");
  }
  for (const proxy::SiteOptions& site : server.sites) {
    if (site.upstream.tls.verify) continue;
    warnings.push_back("`verify = false` for the upstream of the site `" + site.name +
                       "`: whoever gets between Caveat and it can change pages; name its authority as `ca`");
  }
  for (std::string& line : futile_settings(server.sites)) warnings.push_back(std::move(line));
  const bool by_proxy = std::any_of(server.listen.begin(), server.listen.end(),
                                    [](const auto& own) { return own.terms.proxy_protocol; });
  if (by_proxy && server.trusted_proxies.empty()) {
    warnings.emplace_back(
        "`proxy_protocol` is on in [listen], and there are no `trusted_proxies` in [readers]: every "
        "connection "
        "is closed; name your balancers");
  }
  for (const geoip::Network& network : server.trusted_proxies) {
    if (!holds_the_public(network)) continue;
    warnings.push_back("`trusted_proxies` in [readers] holds " + network.to_string() +
                       ": any reader in it may say where it is, and so choose its region; name your own "
                       "balancers only");
  }
  if (is_open_to_all(server.admin_listen)) {
    warnings.push_back(
        "`listen` of [admin] is " + server.admin_listen +
        ": whoever reaches this machine sees what is counted and which rules are in force, and "
        "can keep the pages busy; write 127.0.0.1, or an address of your own network");
  }
  return warnings;
}

}  // namespace caveat::app
