#include "proxy/upstream_report.h"

#include <string>

#include "proxy/server_log.h"

namespace caveat::proxy {

void tell_of_servers(UpstreamGroup& group, std::size_t sites, Metrics& metrics, Readiness& readiness) {
  for (std::size_t i = 0; i < group.size(); ++i) metrics.set_upstream_up(group.site(), group[i].url, true);
  const std::string subject = sites > 1 ? "upstream of " + group.site() : "upstream";
  group.tell_to([&, subject](const UpstreamServer& server, bool is_sound, std::string_view reason) {
    metrics.set_upstream_up(group.site(), server.url, is_sound);
    if (is_sound) {
      log_info(subject + ": " + server.url + " is back");
    } else {
      log_warning(subject + ": " + server.url + " is out: " + std::string(reason));
    }
    if (group.any_sound()) {
      readiness.sound(subject);
    } else {
      readiness.degraded(subject, "degraded: no server is healthy");
    }
  });
}

}  // namespace caveat::proxy
