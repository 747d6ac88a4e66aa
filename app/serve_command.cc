#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>

#include "app/acceptance_key_files.h"
#include "app/commands.h"
#include "app/exit_codes.h"
#include "app/region_loading.h"
#include "app/rule_loading.h"
#include "app/serve_configuration.h"
#include "app/wall_clock.h"
#include "proxy/endpoint.h"
#include "proxy/judgement_clock.h"
#include "proxy/region_data_age.h"
#include "proxy/request_log.h"
#include "proxy/server.h"
#include "proxy/server_log.h"
#include "rules/approval_check.h"
#include "rules/pack_succession.h"

namespace caveat::app {
namespace {

std::optional<ServeConfiguration> read_configuration_or_complain(const std::string& path) {
  std::error_code error;
  if (std::filesystem::is_directory(path, error)) {
    std::cerr << "caveat: the configuration " << path << " is a folder: name the file in it\n";
    return std::nullopt;
  }
  std::ifstream file(path, std::ios::binary);
  if (!file) {
    std::cerr << "caveat: the configuration " << path << " cannot be read: " << std::strerror(errno) << "\n";
    return std::nullopt;
  }
  const std::string text{std::istreambuf_iterator<char>(file), {}};
  std::vector<rules::Diagnostic> diagnostics;
  auto configuration = parse_serve_configuration(path, text, diagnostics);
  std::cerr << rules::render(diagnostics, rules::DiagnosticFormat::text);
  return configuration;
}

/// Rules and region data as the configuration names them, or everything that is wrong with them.
struct Loaded {
  std::optional<proxy::Judgement> judgement;
  std::string rules_problem;   ///< rendered diagnostics; empty if the rules are good
  std::string region_problem;  ///< empty if the data is good
};

void append(const std::vector<rules::Diagnostic>& more, std::vector<rules::Diagnostic>& diagnostics) {
  diagnostics.insert(diagnostics.end(), more.begin(), more.end());
}

void append_approval_findings(const rules::ApprovalPolicy& policy, const SettledRules& settled,
                              std::vector<rules::Diagnostic>& diagnostics) {
  const auto packs = rules::judge_approvals(settled.packs, settled.approvals, &policy, diagnostics);
  append(rules::lacking_approvals(packs, policy.required), diagnostics);
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
  auto locator = open_settled_locator(configuration.regions);
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

void tell_of_region_data(const std::string& reason, proxy::Readiness& readiness) {
  constexpr std::string_view kSubject = "age of region data";
  if (reason.empty()) {
    readiness.sound(kSubject);
    proxy::log_info(std::string(kSubject) + ": as it should be");
    return;
  }
  readiness.degraded(kSubject, "degraded: " + reason);
  proxy::log_warning(std::string(kSubject) + ": " + reason);
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

/// On SIGHUP: all of the new set, or nothing of it (SAFETY.md).
void reload(const ServeConfiguration& configuration, proxy::Snapshot& snapshot, proxy::Metrics& metrics,
            proxy::Readiness& readiness, proxy::JudgementClock& clock) {
  const proxy::Judgement in_force = snapshot.current();
  const Loaded loaded = load(configuration, clock, in_force.rules.get());
  metrics.count_reload(loaded.judgement.has_value());
  const auto tell = [&](std::string_view subject, const std::string& problem) {
    if (problem.empty()) {
      readiness.sound(subject);
      return;
    }
    readiness.degraded(subject, "degraded: the last reload failed, what was in force before stays");
    proxy::log_warning(std::string(subject) + ": the reload failed, what was in force before stays\n" +
                       problem);
  };
  tell("rules", loaded.rules_problem);
  tell("region data", loaded.region_problem);
  if (!loaded.judgement) return;
  snapshot.swap(*loaded.judgement);
  log_rules_that_go(*in_force.rules, *loaded.judgement->rules);
  proxy::log_info("reloaded: " + in_words(*loaded.judgement));
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
  const Loaded loaded = load(*configuration, clock, nullptr);
  if (!loaded.judgement) {
    std::cerr << loaded.rules_problem;
    if (!loaded.region_problem.empty()) std::cerr << "caveat: " << loaded.region_problem << "\n";
    std::cerr << "caveat: nothing is served; mend the above and start again\n";
    return kBadConfiguration;
  }
  proxy::Snapshot snapshot(*loaded.judgement);
  proxy::Metrics metrics;
  proxy::RequestLog log(std::cout, configuration->request_logging == RequestLogging::all
                                       ? proxy::RequestLog::Which::all
                                       : proxy::RequestLog::Which::covered_or_failing);
  std::vector<filter::RecordSink*> sinks;
  if (configuration->request_logging != RequestLogging::none) sinks.push_back(&log);
  proxy::RegionDataWatch region_data_watch(
      options->region_max_age, [&](const std::string& reason) { tell_of_region_data(reason, readiness); });
  const auto watch = [&] {
    const auto built = snapshot.current().locator->database_built();
    if (built == std::chrono::sys_seconds{}) return;
    const auto now = clock.now().time;
    region_data_watch.look(built, now);
    metrics.set_region_data_age(now - built);
  };
  proxy::Server server(*options, {.snapshot = snapshot,
                                  .metrics = metrics,
                                  .readiness = readiness,
                                  .clock = clock,
                                  .record_sinks = sinks,
                                  .reload =
                                      [&] {
                                        reload(*configuration, snapshot, metrics, readiness, clock);
                                        watch();
                                      },
                                  .watch = watch});
  clock.now();  // tells at once of a clock that is wrong from the start
  watch();
  const auto started = server.start();
  if (!started) {
    std::cerr << "caveat: " << started.error().message << "\n";
    return kBadConfiguration;
  }
  for (const std::string& warning : warnings_about(configuration->server)) proxy::log_warning(warning);
  warn_of_missing_key(*configuration, *loaded.judgement->rules);
  proxy::log_info("serving on " + bound(configuration->server.listen, server.port()) + " before " +
                  configuration->server.upstream + ": " + in_words(*loaded.judgement));
  if (!configuration->server.admin_listen.empty()) {
    proxy::log_info("/healthz /readyz /metrics on " +
                    bound(configuration->server.admin_listen, server.admin_port()));
  }
  return server.run() ? kClean : kFindings;
}

}  // namespace caveat::app
