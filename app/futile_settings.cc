#include "app/futile_settings.h"

#include <algorithm>
#include <chrono>

#include "proxy/upstream_address.h"

namespace caveat::app {
namespace {

using proxy::SiteOptions;

bool has_https(const SiteOptions& site) {
  return std::any_of(site.upstream.servers.begin(), site.upstream.servers.end(), [](const auto& server) {
    const auto address = proxy::parse_upstream_url(server.url);
    return address && address->transport == proxy::UpstreamAddress::Transport::tls;
  });
}

/// The first key for checks that says something else than the default; null if none does.
const char* key_of_checks(const proxy::HealthOptions& health) {
  const proxy::HealthOptions usual;
  if (!health.check_host.empty()) return "host";
  if (health.check_interval != usual.check_interval) return "interval";
  if (health.check_timeout != usual.check_timeout) return "timeout";
  return health.check_status != usual.check_status ? "status" : nullptr;
}

const char* key_of_tls(const proxy::UpstreamOptions& upstream) {
  if (!upstream.tls.authorities.empty()) return "ca";
  if (upstream.tls.certificate) return "certificate";
  return upstream.server_name.empty() ? nullptr : "server_name";
}

bool have_the_same_tls(const SiteOptions& one, const SiteOptions& other) {
  return one.upstream.tls == other.upstream.tls && one.upstream.server_name == other.upstream.server_name;
}

bool is_checked_alike(const SiteOptions& one, const SiteOptions& other) {
  proxy::HealthOptions asked = one.upstream.health;
  asked.check_path = other.upstream.health.check_path;
  return !asked.check_path.empty() && asked == other.upstream.health;
}

std::string of_checks(const SiteOptions& site, const std::vector<SiteOptions>& sites) {
  const proxy::HealthOptions& health = site.upstream.health;
  const std::string of_site = " of the site `" + site.name + "`";
  if (health.check_path.empty()) {
    const char* const key = key_of_checks(health);
    const bool is_of_use = std::any_of(
        sites.begin(), sites.end(), [&](const SiteOptions& other) { return is_checked_alike(site, other); });
    if (key == nullptr || is_of_use) return {};
    return "`" + std::string(key) + "` of [upstream.health] is for checks, and those" + of_site +
           " have no `path`: none are made; write path = \"/health\"";
  }
  if (health.check_timeout < health.check_interval) return {};
  const auto both =
      std::chrono::duration_cast<std::chrono::seconds>(health.check_timeout + health.check_interval);
  return "`timeout` of [upstream.health]" + of_site +
         " is no shorter than `interval`, which begins when a check has ended: a silent server is asked "
         "every " +
         std::to_string(both.count()) + " seconds only; write a shorter one";
}

std::string of_tls(const SiteOptions& site, const std::vector<SiteOptions>& sites) {
  const char* const key = key_of_tls(site.upstream);
  const bool is_of_use = std::any_of(sites.begin(), sites.end(), [&](const SiteOptions& other) {
    return has_https(other) && have_the_same_tls(site, other);
  });
  if (key == nullptr || is_of_use) return {};
  return "`" + std::string(key) + "` of [upstream] is for servers with https, and the site `" + site.name +
         "` has none: nobody is verified; write https:// before them, or leave it out";
}

std::string of_servers(const SiteOptions& site) {
  std::vector<proxy::UpstreamAddress> known;
  for (const proxy::UpstreamServerOptions& server : site.upstream.servers) {
    const auto address = proxy::parse_upstream_url(server.url);
    if (!address) continue;
    if (std::find(known.begin(), known.end(), *address) == known.end()) {
      known.push_back(*address);
      continue;
    }
    return "the server " + server.url + " of the site `" + site.name +
           "` is there twice, and one that fails is asked again as if it were another: write it once, with "
           "a `weight` if it is to have a larger share";
  }
  return {};
}

}  // namespace

std::vector<std::string> futile_settings(const std::vector<SiteOptions>& sites) {
  std::vector<std::string> lines;
  std::vector<const SiteOptions*> told;
  for (const SiteOptions& site : sites) {
    const bool is_told = std::any_of(
        told.begin(), told.end(), [&](const SiteOptions* other) { return other->upstream == site.upstream; });
    if (is_told) continue;
    told.push_back(&site);
    for (std::string line : {of_checks(site, sites), of_tls(site, sites), of_servers(site)}) {
      if (!line.empty()) lines.push_back(std::move(line));
    }
  }
  return lines;
}

}  // namespace caveat::app
