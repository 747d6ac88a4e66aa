#include <algorithm>
#include <iostream>

#include "app/acceptance_key_files.h"
#include "app/commands.h"
#include "app/configuration_text.h"
#include "app/exit_codes.h"
#include "app/judgement_loading.h"
#include "app/serve_configuration.h"
#include "app/wall_clock.h"
#include "proxy/endpoint.h"
#include "proxy/judgement_clock.h"
#include "proxy/request_log.h"
#include "proxy/server.h"
#include "proxy/server_log.h"
#include "rules/pack_succession.h"

namespace caveat::app {
namespace {

std::optional<ServeConfiguration> read_configuration_or_complain(const std::string& path) {
  const auto text = read_configuration_text(path);
  if (!text) {
    std::cerr << "caveat: " << text.error() << "\n";
    return std::nullopt;
  }
  std::vector<rules::Diagnostic> diagnostics;
  auto configuration = parse_serve_configuration(path, *text, diagnostics);
  std::cerr << rules::render(diagnostics, rules::DiagnosticFormat::text);
  return configuration;
}

/// What an operator who lost a rule by mistake looks for in the log.
void log_rules_that_go(const rules::RuleSet& in_force, const rules::RuleSet& next) {
  std::string names;
  for (const std::string& rule : rules::rules_that_go(in_force, next)) {
    names += (names.empty() ? "" : ", ") + rule;
  }
  if (!names.empty()) proxy::log_warning("rules that are no longer in force: " + names);
}

void tell_of_clock(const std::string& doubt, proxy::Readiness& readiness) {
  if (doubt.empty()) {
    readiness.sound("clock");
    proxy::log_info("clock: the doubt is over");
    return;
  }
  readiness.degraded("clock", "degraded: " + doubt);
  proxy::log_warning("clock: " + doubt + ". Until then every pack that may be in force is");
}

/// The server's options with the keys that `paths` name; without any, acceptances last as long as the
/// program.
std::optional<proxy::ServerOptions> with_keys_or_complain(proxy::ServerOptions server,
                                                          const AcceptanceKeyPaths& paths) {
  if (paths.current.empty()) {
    server.acceptance.keys = random_acceptance_keys();
    return server;
  }
  auto keys = read_acceptance_keys(paths.current, paths.previous);
  if (!keys) {
    std::cerr << "caveat: " << keys.error() << "\n";
    return std::nullopt;
  }
  server.acceptance.keys = *std::move(keys);
  return server;
}

/// What readers accept is forgotten at the next start, and not known to another server of the same site.
void warn_of_missing_key(const ServeConfiguration& configuration, const proxy::Judgement& judgement) {
  const bool acknowledges = std::any_of(judgement.rules.begin(), judgement.rules.end(),
                                        [](const auto& rules) { return !rules->terms().empty(); });
  if (!configuration.acceptance_keys.current.empty() || !acknowledges) return;
  proxy::log_warning(
      "there is no `key_file` in [acknowledge], and rules acknowledge: what readers accept is forgotten at "
      "the "
      "next start. Make a key with: openssl rand -hex 32");
}

/// `listen` with the port that was taken: port 0 takes a free one.
std::string bound(const std::string& listen, std::uint16_t port) {
  auto endpoint = proxy::parse_endpoint(listen);
  if (!endpoint) return listen;
  endpoint->port = port;
  return endpoint->to_string();
}

std::string addresses_of(const std::vector<proxy::ListenAddress>& listen,
                         const std::vector<std::uint16_t>& ports) {
  std::string text;
  for (std::size_t i = 0; i < listen.size(); ++i) {
    text += text.empty() ? "" : ", ";
    text += bound(listen[i].address, ports[i]);
    if (listen[i].terms.tls) text += " (https)";
  }
  return text;
}

/// On SIGHUP: all of the new set, or nothing of it (SAFETY.md).
void reload(const ServeConfiguration& configuration, proxy::Snapshot& snapshot,
            proxy::Certificates& certificates, proxy::Metrics& metrics, proxy::Readiness& readiness,
            proxy::JudgementClock& clock) {
  const proxy::Judgement in_force = snapshot.all();
  const Loaded loaded = load_judgement(configuration, clock, &in_force);
  metrics.count_reload(loaded.judgement.has_value());
  for (const auto& [subject, problem] : loaded.problems) {
    if (problem.empty()) {
      readiness.sound(subject);
      continue;
    }
    readiness.degraded(subject, "degraded: the last reload failed, what was in force before stays");
    proxy::log_warning(subject + ": the reload failed, what was in force before stays\n" + problem);
  }
  // Certificates have nothing to do with rules: good ones are taken whatever became of those.
  if (loaded.certificates) certificates.swap(loaded.certificates);
  if (!loaded.judgement) return;
  snapshot.swap(*loaded.judgement);
  for (std::size_t site = 0; site < in_force.rules.size(); ++site)
    log_rules_that_go(*in_force.rules[site], *loaded.judgement->rules[site]);
  proxy::log_info("reloaded: " + in_words(configuration, *loaded.judgement));
}

/// What is behind each site: "http://10.0.0.1:9000", or "newsroom (http://10.0.0.1:9000), ...".
std::string upstreams_in_words(const std::vector<proxy::SiteOptions>& sites) {
  std::string words;
  for (const proxy::SiteOptions& site : sites) {
    std::string servers;
    for (const proxy::UpstreamServerOptions& server : site.upstream.servers)
      servers += (servers.empty() ? "" : ", ") + server.url;
    if (sites.size() > 1) servers = site.name + " (" + servers + ")";
    words += (words.empty() ? "" : ", ") + servers;
  }
  return words;
}

/// What must be mended before anything is served.
void complain_of(const Loaded& loaded) {
  for (const auto& [subject, problem] : loaded.problems) {
    // Those of rules are whole lines with their files.
    if (!problem.empty()) std::cerr << (subject.starts_with("rules") ? problem : "caveat: " + problem + "\n");
  }
  std::cerr << "caveat: nothing is served; mend the above and start again\n";
}

}  // namespace

int serve(const std::string& configuration_path) {
  const auto configuration = read_configuration_or_complain(configuration_path);
  if (!configuration) return kBadConfiguration;
  proxy::Readiness readiness;
  proxy::JudgementClock clock(proxy::read_machine_clocks,
                              [&](const std::string& doubt) { tell_of_clock(doubt, readiness); });
  clock.certainly_past("build", build_day(), "the day this program was built");
  const auto options = with_keys_or_complain(configuration->server, configuration->acceptance_keys);
  if (!options) return kBadConfiguration;
  const Loaded loaded = load_judgement(*configuration, clock, nullptr);
  if (!loaded.judgement || !loaded.problems.at("certificates").empty()) {
    complain_of(loaded);
    return kBadConfiguration;
  }
  proxy::Snapshot snapshot(*loaded.judgement);
  proxy::Certificates certificates(loaded.certificates);
  proxy::Metrics metrics;
  proxy::RequestLog log(std::cout, configuration->request_logging == RequestLogging::all
                                       ? proxy::RequestLog::Which::all
                                       : proxy::RequestLog::Which::covered_or_failing);
  std::vector<filter::RecordSink*> sinks;
  if (configuration->request_logging != RequestLogging::none) sinks.push_back(&log);
  proxy::Server server(*options, {.snapshot = snapshot,
                                  .metrics = metrics,
                                  .readiness = readiness,
                                  .clock = clock,
                                  .certificates = certificates,
                                  .record_sinks = sinks,
                                  .reload = [&] {
                                    reload(*configuration, snapshot, certificates, metrics, readiness, clock);
                                  }});
  clock.now();  // tells at once of a clock that is wrong from the start
  const auto started = server.start();
  if (!started) {
    std::cerr << "caveat: " << started.error().message << "\n";
    return kBadConfiguration;
  }
  for (const std::string& warning : warnings_about(configuration->server)) proxy::log_warning(warning);
  warn_of_missing_key(*configuration, *loaded.judgement);
  proxy::log_info("serving on " + addresses_of(configuration->server.listen, server.ports()) + " before " +
                  upstreams_in_words(configuration->server.sites) + ": " +
                  in_words(*configuration, *loaded.judgement));
  if (!configuration->server.admin_listen.empty()) {
    proxy::log_info("/healthz /readyz /metrics on " +
                    bound(configuration->server.admin_listen, server.admin_port()));
  }
  return server.run() ? kClean : kFindings;
}

}  // namespace caveat::app
