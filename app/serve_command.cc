#include <unistd.h>

#include <algorithm>
#include <iostream>
#include <memory>
#include <mutex>
#include <optional>

#include "app/acceptance_key_files.h"
#include "app/capture_setup.h"
#include "app/evidence_setup.h"
#include "app/exit_codes.h"
#include "app/file_confinement.h"
#include "app/judgement_loading.h"
#include "app/reload_loop.h"
#include "app/serve_configuration.h"
#include "app/serve_reload.h"
#include "app/server_commands.h"
#include "app/service_manager.h"
#include "app/stored_configuration.h"
#include "app/wall_clock.h"
#include "proxy/endpoint.h"
#include "proxy/judgement_clock.h"
#include "proxy/log_output.h"
#include "proxy/region_data_age.h"
#include "proxy/request_log.h"
#include "proxy/server.h"
#include "proxy/server_log.h"

namespace caveat::app {
namespace {

std::optional<StoredConfiguration> read_configuration_or_complain(const std::string& path) {
  auto file = read_configuration_file(path);
  std::cerr << (file ? file->remarks : file.error().said);
  return file ? std::optional(*std::move(file)) : std::nullopt;
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

void tell_of_lost_lines(std::uint64_t lines) {
  proxy::log_warning(
      "log: " + std::to_string(lines) +
      " lines before this one are lost: whoever reads the log did not take them, or its disk is full");
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

/// What is behind each site: "http://10.0.0.1:9000", or "newsroom (http://10.0.0.1:9000), ...".
std::string upstreams_in_words(const std::vector<proxy::SiteOptions>& sites) {
  std::string words;
  for (const proxy::SiteOptions& site : sites) {
    std::string servers;
    for (const proxy::UpstreamServerOptions& server : site.upstream.servers)
      servers.append(servers.empty() ? "" : ", ").append(server.url);
    if (sites.size() > 1) servers = site.name + " (" + servers + ")";
    words += (words.empty() ? "" : ", ") + servers;
  }
  return words;
}

/// Sets the process aside from what it does not need. Not to have it is no reason not to serve.
void confine_or_tell(const std::string& path, const ServeConfiguration& configuration) {
  if (!configuration.confine_files) return;
  std::vector<std::string> sockets;
  for (const proxy::ListenAddress& own : configuration.server.listen) {
    if (own.address.starts_with(proxy::kUnixPrefix))
      sockets.push_back(own.address.substr(proxy::kUnixPrefix.size()));
  }
  const std::vector<std::string> read = reloaded_paths(path, configuration);
  std::vector<std::string> written;
  if (configuration.evidence.mode != EvidenceMode::off) written.push_back(configuration.evidence.folder);
  if (configuration.capture) written.push_back(folder_of(*configuration.capture));
  const std::string problem = confine_files(read, sockets, written);
  if (!problem.empty()) proxy::log_info("the process is not confined to its files: " + problem);
}

/// What records are kept with: read before the process gives up the files that it does not need.
struct EvidenceStart {
  bool good = true;
  std::shared_ptr<const rules::SigningKey> key;  ///< null where evidence is off
};

EvidenceStart prepare_evidence_or_complain(const EvidenceConfiguration& configuration) {
  if (configuration.mode == EvidenceMode::off) return {};
  auto key = read_evidence_key(configuration.key_file);
  const std::string problem = key ? prepare_evidence_folder(configuration.folder) : key.error();
  if (problem.empty()) return {.good = true, .key = *std::move(key)};
  std::cerr << "caveat: " << problem << "\n";
  return {.good = false, .key = nullptr};
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
  ServiceManager manager;
  const auto file = read_configuration_or_complain(configuration_path);
  if (!file) return kBadConfiguration;
  const ServeConfiguration* const configuration = &file->configuration;
  proxy::LogOutput log_output(STDOUT_FILENO, tell_of_lost_lines);
  const proxy::LogsThrough logs_through(log_output);
  proxy::set_log_format(configuration->log_format);
  proxy::Readiness readiness;
  proxy::JudgementClock clock(proxy::read_machine_clocks,
                              [&](const std::string& doubt) { tell_of_clock(doubt, readiness); });
  clock.certainly_past({build_day(), "the day this program was built"});
  auto options = with_keys_or_complain(configuration->server, configuration->acceptance_keys);
  if (!options) return kBadConfiguration;
  options->handed_over_sockets = manager.listening_sockets();
  std::optional<Reloaded> served;  // once there is something to reload
  ReloadLoop reloads(ReloadWork{
      .reload =
          [&] {
            manager.reloading();
            const bool is_taken = reload(*served);
            manager.ready("serving " + in_words(served->in_force.configuration, *served->snapshot.current()) +
                          (is_taken ? "" : "; the last reload was refused"));
          },
      .watched =
          [&] { return served ? watched_paths(*served) : watched_by(configuration_path, *configuration); },
      .tell =
          [](const std::string& problem) {
            proxy::log_warning("changed files are not noticed by themselves: " + problem);
          }});
  if (configuration->watch_files && !still_reads(configuration_path, file->text)) reloads.request();
  const Loaded loaded = load_judgement(*configuration, clock, nullptr);
  if (!loaded.judgement || !loaded.problems.at("certificates").empty()) {
    complain_of(loaded);
    return kBadConfiguration;
  }
  clock.rules_changed(loaded.rules_changed);
  proxy::Snapshot snapshot(*loaded.judgement);
  proxy::Certificates certificates(loaded.certificates);
  proxy::Metrics metrics;
  metrics.set_in_force(measure(*loaded.judgement));
  if (loaded.certificates) metrics.set_certificates(loaded.certificates->validities());
  metrics.follow_log([&] { return log_output.dropped(); });
  proxy::RequestLog log([&](std::string_view line) { log_output.write(line); },
                        configuration->request_logging == RequestLogging::all
                            ? proxy::RequestLog::Which::all
                            : proxy::RequestLog::Which::covered_or_failing);
  std::vector<filter::RecordSink*> sinks;
  if (configuration->request_logging != RequestLogging::none) sinks.push_back(&log);
  const EvidenceStart evidence_start = prepare_evidence_or_complain(configuration->evidence);
  if (!evidence_start.good) return kBadConfiguration;
  if (const std::string problem = configuration->capture ? prepare_capture(*configuration->capture) : "";
      !problem.empty()) {
    std::cerr << "caveat: " << problem << "\n";
    return kBadConfiguration;
  }
  confine_or_tell(configuration_path, *configuration);
  log_output.begin();
  std::unique_ptr<KeptEvidence> evidence;
  if (evidence_start.key) {
    auto begun = KeptEvidence::begin(configuration->evidence, evidence_start.key, readiness);
    if (!begun) {
      std::cerr << "caveat: " << begun.error() << "\n";
      return kBadConfiguration;
    }
    evidence = *std::move(begun);
    metrics.follow_evidence([&kept = *evidence] { return kept.figures(); });
  }
  const auto capture = begin_capture(configuration->capture, readiness);
  if (capture) metrics.follow_capture([&] { return capture->figures(); });
  proxy::RegionDataWatch region_data_watch(
      [&](const std::string& reason) { tell_of_region_data(reason, readiness); });
  std::mutex watch_mutex;  // a scrape looks, too
  const auto watch = [&] {
    const std::lock_guard lock(watch_mutex);
    const auto judgement = snapshot.current();
    const auto built = judgement->locator->databases_built();
    const auto time = clock.now().time;
    if (judgement->sites) region_data_watch.look(built, time, judgement->sites->options().region_max_age);
    metrics.set_region_data_age(built ? std::optional(time - built->oldest) : std::nullopt);
  };
  proxy::Server server(*options,
                       {.snapshot = snapshot,
                        .metrics = metrics,
                        .readiness = readiness,
                        .clock = clock,
                        .certificates = certificates,
                        .record_sinks = sinks,
                        .evidence = evidence ? &evidence->sink() : nullptr,
                        .reload = [&] { reloads.request(); },
                        .watch = watch,
                        .stopping = [&] { manager.stopping(); },
                        .alive = [&] { manager.alive(); },
                        .alive_interval = manager.watchdog_interval().value_or(std::chrono::milliseconds(0)),
                        .capture = capture.get()});
  clock.now();  // tells at once of a clock that is wrong from the start
  const auto started = server.start();
  if (!started) {
    std::cerr << "caveat: " << started.error().message << "\n";
    return started.error().may_pass ? kTryAgain : kBadConfiguration;
  }
  watch();
  for (const std::string& warning : warnings_about(configuration->server)) proxy::log_warning(warning);
  warn_of_doubts(*configuration, loaded);
  warn_of_missing_key(*configuration, *loaded.judgement);
  proxy::log_info("serving on " + addresses_of(configuration->server.listen, server.ports()) + " before " +
                  upstreams_in_words(configuration->server.sites) + ": " +
                  in_words(*configuration, *loaded.judgement));
  if (!configuration->server.admin_listen.empty()) {
    proxy::log_info("/healthz /readyz /metrics on " +
                    bound(configuration->server.admin_listen, server.admin_port()));
  }
  served.emplace(Reloaded{.path = configuration_path,
                          .text_at_start = file->text,
                          .in_force = *file,
                          .refused = {},
                          .server = server,
                          .snapshot = snapshot,
                          .certificates = certificates,
                          .metrics = metrics,
                          .readiness = readiness,
                          .clock = clock});
  // Nothing is taken by a server that is no more.
  const auto end = [](ReloadLoop* loop) { loop->end(); };
  const std::unique_ptr<ReloadLoop, decltype(end)> ends_before_the_server(&reloads);
  reloads.begin();
  manager.ready("serving " + in_words(*configuration, *loaded.judgement));
  return server.run() ? kClean : kFindings;
}

}  // namespace caveat::app
