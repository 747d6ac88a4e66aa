// What a running server reads anew, and what of it is taken.
#pragma once

#include <optional>
#include <set>
#include <string>
#include <vector>

#include "app/stored_configuration.h"
#include "proxy/certificates.h"
#include "proxy/judgement_clock.h"
#include "proxy/metrics.h"
#include "proxy/readiness.h"
#include "proxy/server.h"
#include "proxy/snapshot.h"

namespace caveat::app {

/// What a reload reads and changes. All but the server, the snapshot, the certificates and what counts
/// belongs to the thread that reloads.
struct Reloaded {
  const std::string& path;  ///< of the configuration
  const std::string& text_at_start;
  StoredConfiguration in_force;
  /// The last one that could be read and was not taken, for what it names; null once one is taken.
  std::optional<ServeConfiguration> refused;
  std::set<std::string> subjects = {};  ///< that `readiness` was told of at the last reload
  proxy::Server& server;
  proxy::Snapshot& snapshot;
  proxy::Certificates& certificates;
  proxy::Metrics& metrics;
  proxy::Readiness& readiness;
  proxy::JudgementClock& clock;
};

/// The one way to everything new: on SIGHUP, or because files have changed. All of the new set, or nothing of
/// it (SAFETY.md); certificates have nothing to do with rules, good ones are taken whatever became of those.
/// Whether the set was taken.
bool reload(Reloaded& served);

/// The files whose changes are taken without being told; none, unless the configuration says so.
std::vector<std::string> watched_by(const std::string& path, const ServeConfiguration& configuration);

/// Likewise of a running server: the files that the configuration in force names, and those that a refused
/// one does. What has to be mended may be among the latter, and its certificates may be in use.
std::vector<std::string> watched_paths(const Reloaded& served);

/// For the metrics: the sums of all sites.
proxy::InForce measure(const proxy::Judgement& judgement);

}  // namespace caveat::app
