// [limits]: what one connection, one page and the whole server may cost.
#include "app/configuration/tables.h"

namespace caveat::app {

void read_limits(const ConfigurationFile& file, rules::TableReader& top, ServeConfiguration& configuration) {
  auto limits = file.table(top, "limits");
  if (!limits) return;
  constexpr std::int64_t kKiB = 1024;
  constexpr std::int64_t kMinute = 60;
  constexpr std::int64_t kHour = 60 * kMinute;
  auto& server = configuration.server;
  file.count(*limits, "hold_bytes", kKiB, 64 * kKiB * kKiB, server.passage.hold_bytes);
  file.count(*limits, "page_bytes", kKiB, kKiB * kKiB * kKiB, server.passage.page_bytes);
  file.count(*limits, "header_bytes", kKiB, kKiB * kKiB, server.limits.header_bytes);
  file.count(*limits, "connections", 1, 1'000'000, server.limits.connections);
  file.count(*limits, "connections_per_address", 0, 1'000'000, server.limits.connections_per_address);
  file.count(*limits, "requests_per_address", 0, 1'000'000'000, server.limits.requests_per_address);
  file.seconds(*limits, "address_window", kHour, server.limits.address_window);
  file.count(*limits, "header_fields", 10, 10'000, server.limits.header_fields);
  file.count(*limits, "remembered_bytes", 0, 64 * kKiB * kKiB * kKiB, server.limits.remembered_bytes);
  file.count(*limits, "streams", 1, 10'000, server.limits.streams);
  file.count(*limits, "stream_resets", 1, 1'000'000, server.limits.stream_resets);
  file.seconds(*limits, "hold_time", kMinute, server.limits.hold_time);
  file.seconds(*limits, "header_time", 10 * kMinute, server.limits.header_time);
  file.seconds(*limits, "idle_time", kHour, server.limits.idle_time);
  file.seconds(*limits, "drain_time", kHour, server.limits.drain_time);
  file.seconds(*limits, "upstream_connect_time", 10 * kMinute, server.limits.upstream_connect_time);
  file.seconds(*limits, "upstream_idle_time", kHour, server.limits.upstream_idle_time);
  limits->refuse_unknown();
}

}  // namespace caveat::app
