#include "proxy/upstream_report.h"

#include <cstddef>
#include <string>

#include "proxy/server_log.h"

namespace caveat::proxy {
namespace {

/// One site alone needs no name.
std::string subject_of(const UpstreamGroup& group, const ServedSites& sites) {
  return sites.upstreams().size() > 1 ? "upstream of " + group.site() : "upstream";
}

void tell_of(const UpstreamGroup& group, const std::string& subject, Readiness& readiness) {
  if (group.any_sound()) {
    readiness.sound(subject);
  } else {
    readiness.degraded(subject, "degraded: no server is healthy");
  }
}

void begin(UpstreamGroup& group, const std::string& subject, Metrics& metrics, Readiness& readiness) {
  UpstreamGroup::Tell tell = [&, subject](const UpstreamServer& server, bool is_sound,
                                          std::string_view reason) {
    metrics.set_upstream_up(group.site(), server.url, is_sound);
    if (is_sound) {
      log_info(subject + ": " + server.url + " is back");
    } else {
      log_warning(subject + ": " + server.url + " is out: " + std::string(reason));
    }
    tell_of(group, subject, readiness);
  };
  metrics.begin_site(group.site(), group.options().upgrades);
  group.tell_to(std::move(tell), [&] {
    for (std::size_t i = 0; i < group.size(); ++i)
      metrics.set_upstream_up(group.site(), group[i].url, group[i].health.is_sound());
    tell_of(group, subject, readiness);
  });
}

void end(UpstreamGroup& group, const std::string& subject, Metrics& metrics, Readiness& readiness) {
  group.tell_to(nullptr, [] {});
  for (std::size_t i = 0; i < group.size(); ++i) metrics.forget_upstream(group.site(), group[i].url);
  readiness.sound(subject);
}

}  // namespace

void tell_of_servers(const ServedSites& now, const ServedSites* before, Metrics& metrics,
                     Readiness& readiness) {
  if (before != nullptr) {
    for (const auto& group : before->upstreams())
      if (!now.has(*group) || subject_of(*group, *before) != subject_of(*group, now))
        end(*group, subject_of(*group, *before), metrics, readiness);
  }
  for (const auto& group : now.upstreams()) begin(*group, subject_of(*group, now), metrics, readiness);
}

}  // namespace caveat::proxy
