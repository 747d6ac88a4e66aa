#include "app/serve_reload.h"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <utility>

#include "app/certificate_doubts.h"
#include "app/judgement_loading.h"
#include "app/lost_rules.h"
#include "app/wall_clock.h"
#include "proxy/server_log.h"

namespace caveat::app {
namespace {

/// The configuration with rules and data that belong to it: nobody wrote into it meanwhile.
boost::system::result<std::pair<StoredConfiguration, Loaded>, ConfigurationProblem> read_everything(
    Reloaded& served) {
  constexpr int kMostAttempts = 5;
  const auto in_force = served.snapshot.current();
  for (int reading = 0; reading < kMostAttempts; ++reading) {
    auto file = read_configuration_file(served.path);
    if (!file) return file.error();
    Loaded loaded = load_judgement(file->configuration, served.clock, in_force.get());
    if (still_reads(served.path, file->text)) return std::pair(*std::move(file), std::move(loaded));
  }
  return ConfigurationProblem{served.path + ": the file does not come to rest: somebody keeps writing it\n"};
}

/// Those that are out of date are not taken for others that are not.
void keep_better_certificates(const Reloaded& served, Loaded& read) {
  const auto in_force = served.certificates.current();
  if (!in_force || !read.certificates) return;
  const std::string worse =
      worse_certificates(in_force->validities(), read.certificates->validities(), now());
  if (worse.empty()) return;
  read.problems["certificates"] = worse;
  read.certificates.reset();
}

void tell_of_reload(proxy::Readiness& readiness, const std::string& subject, const std::string& problem) {
  if (problem.empty()) {
    readiness.sound(subject);
    return;
  }
  readiness.degraded(subject, "degraded: the last reload failed, what was in force before stays");
  const bool is_denied = problem.find(std::strerror(EACCES)) != std::string::npos;
  proxy::log_warning(
      subject + ": the reload failed, what was in force before stays\n" + problem +
      (is_denied ? "\nunless `confine_files` of [process] is false, the process reaches the files that it "
                   "began with and no others: others need a restart"
                 : ""));
}

/// Of what the configuration no longer has nothing is amiss.
void tell_of_problems(Reloaded& served, const std::map<std::string, std::string>& problems) {
  for (const std::string& subject : served.subjects) {
    if (!problems.contains(subject)) served.readiness.sound(subject);
  }
  served.subjects.clear();
  for (const auto& [subject, problem] : problems) {
    tell_of_reload(served.readiness, subject, problem);
    served.subjects.insert(subject);
  }
}

/// Gives the judgement its sites; else why they cannot be served.
std::string open_sites(Reloaded& served, std::pair<StoredConfiguration, Loaded>& read) {
  auto sites = served.server.open_sites(read.first.configuration.server);
  if (!sites) return served.path + ": " + sites.error().message + "\n";
  read.second.judgement->sites = *std::move(sites);
  return {};
}

void warn_of_needed_restart(const Reloaded& served, const std::string& text) {
  std::string keys;
  for (const std::string& key : changes_that_need_a_restart(served.text_at_start, text))
    keys += (keys.empty() ? "" : ", ") + key;
  if (!keys.empty()) proxy::log_warning("what was changed in the configuration needs a restart: " + keys);
}

}  // namespace

bool reload(Reloaded& served) {
  auto read = read_everything(served);
  const std::string unreadable = read ? "" : read.error().said;
  const std::string unserved = read && read->second.judgement ? open_sites(served, *read) : "";
  tell_of_reload(served.readiness, "configuration", read ? unserved : unreadable);
  if (read) {
    keep_better_certificates(served, read->second);
    tell_of_problems(served, read->second.problems);
    warn_of_doubts(read->first.configuration, read->second);
    if (const auto& certificates = read->second.certificates) {
      served.certificates.swap(certificates);
      served.metrics.set_certificates(certificates->validities());
    }
  }
  const bool taken = read && read->second.judgement && unserved.empty();
  // Of certificates that were not taken the operator hears as well, although the rest is.
  served.metrics.count_reload(taken && read->second.problems.at("certificates").empty());
  if (read && !taken) served.refused = std::move(read->first.configuration);
  if (!taken) return false;
  const proxy::Judgement& next = *read->second.judgement;
  const auto before = served.snapshot.current();
  // No request is judged by rules of a moment that the clock has not heard of.
  served.clock.rules_changed(read->second.rules_changed);
  served.server.take(next);
  served.metrics.set_in_force(measure(next));
  // What an operator who lost a rule by mistake looks for in the log.
  for (const std::string& line : what_goes(*before, next)) proxy::log_warning(line);
  for (const std::string& warning : warnings_about(read->first.configuration.server))
    proxy::log_warning(warning);
  warn_of_needed_restart(served, read->first.text);
  served.in_force = std::move(read->first);
  served.refused.reset();
  proxy::log_info("reloaded: " + in_words(served.in_force.configuration, next));
  return true;
}

std::vector<std::string> watched_by(const std::string& path, const ServeConfiguration& configuration) {
  return configuration.watch_files ? reloaded_paths(path, configuration) : std::vector<std::string>();
}

std::vector<std::string> watched_paths(const Reloaded& served) {
  std::vector<std::string> paths = watched_by(served.path, served.in_force.configuration);
  if (paths.empty()) return paths;
  if (!served.refused) return paths;
  for (std::string& path : reloaded_paths(served.path, *served.refused)) {
    if (std::find(paths.begin(), paths.end(), path) == paths.end()) paths.push_back(std::move(path));
  }
  return paths;
}

proxy::InForce measure(const proxy::Judgement& judgement) {
  proxy::InForce measured{.taken = now()};
  if (const auto built = judgement.locator->databases_built()) measured.database_built = built->oldest;
  for (const auto& rules : judgement.rules) {
    measured.packs += rules->pack_count();
    measured.rules += rules->rule_count();
  }
  return measured;
}

}  // namespace caveat::app
