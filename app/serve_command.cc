#include <iostream>
#include <optional>
#include <utility>

#include "app/acceptance_key_files.h"
#include "app/commands.h"
#include "app/exit_codes.h"
#include "app/file_confinement.h"
#include "app/region_loading.h"
#include "app/reload_loop.h"
#include "app/rule_loading.h"
#include "app/serve_configuration.h"
#include "app/service_manager.h"
#include "app/stored_configuration.h"
#include "app/wall_clock.h"
#include "proxy/endpoint.h"
#include "proxy/judgement_clock.h"
#include "proxy/request_log.h"
#include "proxy/server.h"
#include "proxy/server_log.h"
#include "rules/approval_check.h"
#include "rules/pack_succession.h"

namespace caveat::app {
namespace {

std::optional<StoredConfiguration> read_configuration_or_complain(const std::string& path) {
  auto file = read_configuration_file(path);
  std::cerr << (file ? file->remarks : file.error().said);
  return file ? std::optional(*std::move(file)) : std::nullopt;
}

/// Rules and region data as the configuration names them, or everything that is wrong with them.
struct Loaded {
  std::optional<proxy::Judgement> judgement;
  std::shared_ptr<const proxy::TlsServerContext> certificates;  ///< null without, or if they are bad
  std::string rules_problem;   ///< rendered diagnostics; empty if the rules are good
  std::string region_problem;  ///< empty if the data is good
  std::string certificate_problem;
};

void append(const std::vector<rules::Diagnostic>& more, std::vector<rules::Diagnostic>& diagnostics) {
  diagnostics.insert(diagnostics.end(), more.begin(), more.end());
}

void append_approval_findings(const rules::ApprovalPolicy& policy, const SettledRules& settled,
                              std::vector<rules::Diagnostic>& diagnostics) {
  const auto packs = rules::judge_approvals(settled.packs, settled.approvals, &policy, diagnostics);
  append(rules::lacking_approvals(packs, policy.required), diagnostics);
}

void load_certificates(const TlsConfiguration& tls, Loaded& loaded) {
  if (tls.certificates.empty()) return;
  auto certificates = proxy::TlsServerContext::load(tls.certificates, tls.http2);
  if (certificates) {
    loaded.certificates = *std::move(certificates);
  } else {
    loaded.certificate_problem = certificates.error();
  }
}

/// `in_force`: the rules whose place the new ones are to take, or null.
Loaded load(const ServeConfiguration& configuration, proxy::JudgementClock& clock,
            const rules::RuleSet* in_force) {
  Loaded loaded;
  const bool approved_only = configuration.approvals.required > 0;
  const SettledRules settled = load_settled_rules(configuration.rules_path, configuration.empty_rules,
                                                  approved_only ? Approvals::read : Approvals::left_aside);
  clock.certainly_past("rule files", settled.newest_change, "the last change of " + settled.newest_file);
  const auto& rules = settled.compilation.rules;
  std::vector<rules::Diagnostic> diagnostics = settled.compilation.diagnostics;
  if (rules) {
    append(rules::missing_packs(configuration.required_packs, *rules, configuration.rules_path), diagnostics);
    if (approved_only) append_approval_findings(configuration.approvals, settled, diagnostics);
    const bool may_go = configuration.empty_rules == rules::EmptyRules::allowed;
    if (in_force != nullptr && !may_go)
      append(lost_packs(*in_force, *rules, clock.now().span()), diagnostics);
  }
  const std::string said = rules::render(diagnostics, rules::DiagnosticFormat::text);
  auto locator = geoip::Locator::open(configuration.regions);
  load_certificates(configuration.tls, loaded);
  if (rules::has_errors(diagnostics)) loaded.rules_problem = said;
  if (!locator) loaded.region_problem = to_string(locator.error());
  if (loaded.rules_problem.empty() && locator) {
    if (!said.empty()) proxy::log_warning(said);
    loaded.judgement = proxy::Judgement{.rules = rules, .locator = *locator};
  }
  return loaded;
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
void warn_of_missing_key(const ServeConfiguration& configuration, const rules::RuleSet& rules) {
  if (!configuration.acceptance_keys.current.empty() || rules.terms().empty()) return;
  proxy::log_warning(
      "there is no `key_file` in [acknowledge], and rules acknowledge: what readers accept is forgotten at "
      "the "
      "next start. Make a key with: openssl rand -hex 32");
}

std::string in_words(const proxy::Judgement& judgement) {
  return std::to_string(judgement.rules->pack_count()) + " packs with " +
         std::to_string(judgement.rules->rule_count()) + " rules, digest " + judgement.rules->digest() +
         "; regions from the " + judgement.locator->description();
}

/// `listen` with the port that was taken: port 0 takes a free one.
std::string bound(const std::string& listen, std::uint16_t port) {
  auto endpoint = proxy::parse_endpoint(listen);
  if (!endpoint) return listen;
  endpoint->port = port;
  return endpoint->to_string();
}

proxy::InForce measure(const proxy::Judgement& judgement) {
  return {.packs = judgement.rules->pack_count(),
          .rules = judgement.rules->rule_count(),
          .database_built = judgement.locator->database_built(),
          .taken = now()};
}

/// What a reload reads and changes. All but the snapshot and what counts belongs to the thread that reloads.
struct Reloaded {
  const std::string& path;  ///< of the configuration
  const std::string& text_at_start;
  StoredConfiguration in_force;
  proxy::Snapshot& snapshot;
  proxy::Certificates& certificates;
  proxy::Metrics& metrics;
  proxy::Readiness& readiness;
  proxy::JudgementClock& clock;
};

/// The configuration with rules and data that belong to it: nobody wrote into it meanwhile.
boost::system::result<std::pair<StoredConfiguration, Loaded>, ConfigurationProblem> read_everything(
    Reloaded& served) {
  constexpr int kMostReadings = 5;
  const proxy::Judgement in_force = served.snapshot.current();
  for (int reading = 0; reading < kMostReadings; ++reading) {
    auto file = read_configuration_file(served.path);
    if (!file) return file.error();
    Loaded loaded = load(file->configuration, served.clock, in_force.rules.get());
    if (still_reads(served.path, file->text)) return std::pair(*std::move(file), std::move(loaded));
  }
  return ConfigurationProblem{served.path + ": the file does not come to rest: somebody keeps writing it\n"};
}

void tell_of_reload(proxy::Readiness& readiness, std::string_view subject, const std::string& problem) {
  if (problem.empty()) {
    readiness.sound(subject);
    return;
  }
  readiness.degraded(subject, "degraded: the last reload failed, what was in force before stays");
  proxy::log_warning(std::string(subject) + ": the reload failed, what was in force before stays\n" +
                     problem);
}

void warn_of_needed_restart(const Reloaded& served, const std::string& text) {
  std::string keys;
  for (const std::string& key : changes_that_need_a_restart(served.text_at_start, text))
    keys += (keys.empty() ? "" : ", ") + key;
  if (!keys.empty()) proxy::log_warning("what was changed in the configuration needs a restart: " + keys);
}

/// The one way to everything new: on SIGHUP, or because files have changed. All of the new set, or nothing of
/// it (SAFETY.md).
void reload(Reloaded& served) {
  auto read = read_everything(served);
  tell_of_reload(served.readiness, "configuration", read ? "" : read.error().said);
  if (read) {
    tell_of_reload(served.readiness, "rules", read->second.rules_problem);
    tell_of_reload(served.readiness, "region data", read->second.region_problem);
    tell_of_reload(served.readiness, "certificates", read->second.certificate_problem);
    // They have nothing to do with rules: good ones are taken whatever became of those.
    if (read->second.certificates) served.certificates.swap(read->second.certificates);
  }
  const bool taken = read && read->second.judgement;
  served.metrics.count_reload(taken);
  if (!taken) return;
  const proxy::Judgement& next = *read->second.judgement;
  const proxy::Judgement before = served.snapshot.current();
  served.snapshot.swap(next);
  served.metrics.set_in_force(measure(next));
  log_rules_that_go(*before.rules, *next.rules);
  warn_of_needed_restart(served, read->first.text);
  served.in_force = std::move(read->first);
  proxy::log_info("reloaded: " + in_words(next));
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

/// Sets the process aside from what it does not need. Not to have it is no reason not to serve.
void confine_or_tell(const std::string& path, const ServeConfiguration& configuration) {
  if (!configuration.confine_files) return;
  constexpr std::string_view kUnix = "unix:";
  std::vector<std::string> sockets;
  for (const proxy::ListenAddress& own : configuration.server.listen) {
    if (own.address.starts_with(kUnix)) sockets.push_back(own.address.substr(kUnix.size()));
  }
  const std::string problem = confine_files(reloaded_paths(path, configuration), sockets);
  if (!problem.empty()) proxy::log_info("the process is not confined to its files: " + problem);
}

}  // namespace

int serve(const std::string& configuration_path) {
  ServiceManager manager;
  const auto file = read_configuration_or_complain(configuration_path);
  if (!file) return kBadConfiguration;
  const ServeConfiguration* const configuration = &file->configuration;
  proxy::set_log_format(configuration->log_format);
  proxy::Readiness readiness;
  proxy::JudgementClock clock(proxy::read_machine_clocks,
                              [&](const std::string& doubt) { tell_of_clock(doubt, readiness); });
  clock.certainly_past("build", build_day(), "the day this program was built");
  auto options = with_keys_or_complain(configuration->server, configuration->acceptance_keys);
  if (!options) return kBadConfiguration;
  options->handed_over_sockets = manager.listening_sockets();
  const Loaded loaded = load(*configuration, clock, nullptr);
  if (!loaded.judgement || !loaded.certificate_problem.empty()) {
    std::cerr << loaded.rules_problem;
    if (!loaded.region_problem.empty()) std::cerr << "caveat: " << loaded.region_problem << "\n";
    if (!loaded.certificate_problem.empty()) std::cerr << "caveat: " << loaded.certificate_problem << "\n";
    std::cerr << "caveat: nothing is served; mend the above and start again\n";
    return kBadConfiguration;
  }
  proxy::Snapshot snapshot(*loaded.judgement);
  proxy::Certificates certificates(loaded.certificates);
  proxy::Metrics metrics;
  metrics.set_in_force(measure(*loaded.judgement));
  proxy::RequestLog log(std::cout, configuration->request_logging == RequestLogging::all
                                       ? proxy::RequestLog::Which::all
                                       : proxy::RequestLog::Which::covered_or_failing);
  std::vector<filter::RecordSink*> sinks;
  if (configuration->request_logging != RequestLogging::none) sinks.push_back(&log);
  confine_or_tell(configuration_path, *configuration);
  Reloaded served{.path = configuration_path,
                  .text_at_start = file->text,
                  .in_force = *file,
                  .snapshot = snapshot,
                  .certificates = certificates,
                  .metrics = metrics,
                  .readiness = readiness,
                  .clock = clock};
  std::optional<ReloadLoop> reloads;
  proxy::Server server(
      *options, {.snapshot = snapshot,
                 .metrics = metrics,
                 .readiness = readiness,
                 .clock = clock,
                 .certificates = certificates,
                 .record_sinks = sinks,
                 .reload = [&] { reloads->request(); },
                 .stopping = [&] { manager.stopping(); },
                 .alive = [&] { manager.alive(); },
                 .alive_interval = manager.watchdog_interval().value_or(std::chrono::milliseconds(0))});
  clock.now();  // tells at once of a clock that is wrong from the start
  const auto started = server.start();
  if (!started) {
    std::cerr << "caveat: " << started.error().message << "\n";
    return kBadConfiguration;
  }
  for (const std::string& warning : warnings_about(configuration->server)) proxy::log_warning(warning);
  warn_of_missing_key(*configuration, *loaded.judgement->rules);
  proxy::log_info("serving on " + addresses_of(configuration->server.listen, server.ports()) + " before " +
                  configuration->server.upstream + ": " + in_words(*loaded.judgement));
  if (!configuration->server.admin_listen.empty()) {
    proxy::log_info("/healthz /readyz /metrics on " +
                    bound(configuration->server.admin_listen, server.admin_port()));
  }
  reloads.emplace(
      ReloadWork{.reload =
                     [&] {
                       manager.reloading();
                       reload(served);
                       manager.ready("serving " + in_words(snapshot.current()));
                     },
                 .watched =
                     [&] {
                       return configuration->watch_files
                                  ? reloaded_paths(configuration_path, served.in_force.configuration)
                                  : std::vector<std::string>();
                     },
                 .tell =
                     [](const std::string& problem) {
                       proxy::log_warning("changed files are not noticed by themselves: " + problem);
                     }});
  manager.ready("serving " + in_words(*loaded.judgement));
  return server.run() ? kClean : kFindings;
}

}  // namespace caveat::app
