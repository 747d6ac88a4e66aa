#include <iostream>

#include "app/acceptance_key_files.h"
#include "app/demo_site.h"
#include "app/exit_codes.h"
#include "app/region_loading.h"
#include "app/server_commands.h"
#include "app/wall_clock.h"
#include "geoip/data/region_data.h"
#include "proxy/endpoint.h"
#include "proxy/server.h"

namespace caveat::app {
namespace {

std::optional<proxy::Judgement> built_in_judgement() {
  const rules::SourceFile pack{.path = "ru-undesirable.toml", .text = std::string(demo_pack())};
  const rules::Compilation compilation = rules::RuleSet::compile({&pack, 1}, now());
  const auto locator = geoip::Locator::open(built_in_regions());
  if (!compilation.rules) std::cerr << rules::render(compilation.diagnostics, rules::DiagnosticFormat::text);
  if (!locator) std::cerr << "caveat: " << to_string(locator.error()) << "\n";
  if (!compilation.rules || !locator) return std::nullopt;
  return proxy::Judgement{.rules = {compilation.rules}, .locator = *locator};
}

struct DemoReader {
  const char* place;
  const char* address;
};

/// In documentation networks (RFC 5737), which the built-in data places (geoip/data/demo-readers.csv).
constexpr DemoReader kDemoReaders[] = {
    {"Prague", "192.0.2.7"}, {"Moscow", "198.51.100.7"}, {"Sevastopol", "203.0.113.7"}};

void introduce(const std::string& origin) {
  std::cout << "Caveat stands before a small news site.\n\n"
            << "Open " << origin << "/ : the same article as two readers see it, side by side.\n\n"
            << "Or ask for it as a reader in";
  for (const DemoReader& reader : kDemoReaders)
    std::cout << (&reader == kDemoReaders ? " " : ", ") << reader.place;
  std::cout << ":\n\n";
  for (const DemoReader& reader : kDemoReaders) {
    std::cout << "curl -s -H 'X-Forwarded-For: " << reader.address << "' " << origin
              << "/a/en/river-archive.html    # " << reader.place << "\n";
  }
  std::cout
      << "\nAny real address works as well: the country comes from a real database. Ctrl-C ends the demo.\n"
      << geoip::region_data::attribution() << "\n"
      << std::flush;
}

}  // namespace

int demo(const DemoArguments& arguments) {
  const auto endpoint = proxy::parse_endpoint(arguments.listen);
  if (!endpoint) {
    std::cerr << "caveat: --listen " << arguments.listen << " is no address and port; write 127.0.0.1:8080\n";
    return kCouldNot;
  }
  const auto judgement = built_in_judgement();
  if (!judgement) return kCouldNot;
  // The reader's Host is passed on to it.
  proxy::LocalServer site({.listen = "127.0.0.1:0", .only_loopback_hosts = false}, answer_from_demo_site);
  if (const auto started = site.start(); !started) {
    std::cerr << "caveat: the demo's site did not start: " << started.error().message << "\n";
    return kCouldNot;
  }
  proxy::ServerOptions options;
  options.acceptance.keys = random_acceptance_keys();
  options.listen = {{arguments.listen, {}}};
  options.sites.front().upstream.servers.front().url = "http://127.0.0.1:" + std::to_string(site.port());
  options.trusted_proxies = {*geoip::Network::parse("127.0.0.0/8"), *geoip::Network::parse("::1/128")};
  options.limits.drain_time = std::chrono::seconds(1);
  options.limits.connections =
      500;  // nobody but its own machine asks it; any machine has descriptors for these
  proxy::Snapshot snapshot(*judgement);
  proxy::Metrics metrics;
  proxy::Readiness readiness;
  proxy::JudgementClock clock;
  proxy::Certificates certificates;
  proxy::Server server(options, {.snapshot = snapshot,
                                 .metrics = metrics,
                                 .readiness = readiness,
                                 .clock = clock,
                                 .certificates = certificates,
                                 .record_sinks = {},
                                 .reload = {}});
  if (const auto started = server.start(); !started) {
    std::cerr << "caveat: " << started.error().message << "\n";
    return kCouldNot;
  }
  introduce("http://" + proxy::Endpoint{.host = endpoint->host, .port = server.port()}.to_string());
  server.run();
  return kClean;
}

}  // namespace caveat::app
