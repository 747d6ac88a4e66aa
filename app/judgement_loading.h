// What requests are judged by, as a configuration names it: rules and region data from disk.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>

#include "app/serve_configuration.h"
#include "proxy/judgement_clock.h"
#include "proxy/snapshot.h"
#include "proxy/tls_context.h"

namespace caveat::app {

/// All that the configuration names, or everything that is wrong with it: a fault of one site's rules is one
/// of the whole.
struct Loaded {
  std::optional<proxy::Judgement> judgement;                    ///< null if rules or region data are bad
  std::shared_ptr<const proxy::TlsServerContext> certificates;  ///< null without, or if they are bad
  /// "rules", "rules of SITE", "region data", "certificates": what is wrong; empty where it is good.
  std::map<std::string, std::string> problems;
  proxy::PastEvent rules_changed;  ///< for the clock, once the judgement is taken
};

/// `in_force`: what the new judgement, which has no sites yet, is to take the place of, or null. `clock` is
/// asked and told nothing. Warnings go to the log. Blocks as `load_settled_rules` does.
Loaded load_judgement(const ServeConfiguration& configuration, proxy::JudgementClock& clock,
                      const proxy::Judgement* in_force);

/// Writes into the log what is no error in `loaded`, and should not stay so: rules that can never apply,
/// what they ask of readers and nobody tells, certificates that browsers refuse.
void warn_of_doubts(const ServeConfiguration& configuration, const Loaded& loaded);

/// "2 packs with 3 rules, digest ...; regions from the ...", for the log.
std::string in_words(const ServeConfiguration& configuration, const proxy::Judgement& judgement);

}  // namespace caveat::app
