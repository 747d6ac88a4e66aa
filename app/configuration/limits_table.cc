// [limits]: what one connection, one page and the whole server may cost.
#include "app/configuration/tables.h"

namespace caveat::app {
namespace {

constexpr std::int64_t kKiB = 1024;

}  // namespace

void read_site_limits(rules::TableReader& limits, const ConfigurationFile& file, proxy::SiteOptions& into) {
  file.count(limits, "hold_bytes", kKiB, 64 * kKiB * kKiB, into.passage.hold_bytes);
  file.count(limits, "page_bytes", kKiB, kKiB * kKiB * kKiB, into.passage.page_bytes);
  file.seconds(limits, "hold_time", kMinute, into.hold_time);
  file.seconds(limits, "upstream_connect_time", 10 * kMinute, into.upstream.connect_time);
  file.seconds(limits, "upstream_idle_time", kHour, into.upstream.idle_time);
  file.seconds(limits, "tunnel_idle_time", 24 * kHour, into.upstream.tunnel_idle_time);
}

void read_limits(const ConfigurationFile& file, rules::TableReader& top, ConfigurationDraft& draft) {
  auto limits = file.table(top, "limits", kLimitsKeys);
  if (!limits) return;
  read_site_limits(*limits, file, draft.site);
  auto& server = draft.configuration.server.limits;
  file.count(*limits, "header_bytes", kKiB, kKiB * kKiB, server.header_bytes);
  file.count(*limits, "connections", 1, 1'000'000, server.connections);
  file.seconds(*limits, "header_time", 10 * kMinute, server.header_time);
  file.seconds(*limits, "idle_time", kHour, server.idle_time);
  file.seconds(*limits, "drain_time", kHour, server.drain_time);
  file.count(*limits, "connections_per_address", 0, 1'000'000, server.connections_per_address);
  file.count(*limits, "requests_per_address", 0, 1'000'000'000, server.requests_per_address);
  file.seconds(*limits, "address_window", kHour, server.address_window);
  file.count(*limits, "header_fields", 10, 10'000, server.header_fields);
  file.count(*limits, "remembered_bytes", 0, 64 * kKiB * kKiB * kKiB, server.remembered_bytes);
  file.count(*limits, "streams", 1, 10'000, server.streams);
  file.count(*limits, "stream_resets", 1, 1'000'000, server.stream_resets);
  limits->refuse_unknown();
}

}  // namespace caveat::app
