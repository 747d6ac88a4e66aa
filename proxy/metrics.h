// Counters of what the server did. metrics.cc is the sole include of prometheus-cpp.
#pragma once

#include <chrono>
#include <cstddef>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "filter/capture_sink.h"
#include "filter/evidence.h"
#include "filter/record.h"
#include "geoip/location.h"
#include "proxy/tls_context.h"

namespace caveat::proxy {

/// What pages are judged by.
struct InForce {
  std::size_t packs = 0;
  std::size_t rules = 0;
  std::optional<std::chrono::sys_seconds> database_built = {};  ///< null if there is no database
  std::chrono::sys_seconds taken{};                             ///< when it was taken
};

/// Safe to use from any thread. No label names a reader, a path or a host that was asked for.
class Metrics {
 public:
  Metrics();
  ~Metrics();
  Metrics(const Metrics&) = delete;
  Metrics& operator=(const Metrics&) = delete;

  /// A response that went through a Passage, and how long it took from the request's head to its end.
  void count_response(const filter::Record& record, std::chrono::nanoseconds duration);
  /// A request that was answered before rules were asked; `reason` is static text.
  void count_refusal(int status, std::string_view reason);
  /// Where a reader is for whom rules are asked, and who told.
  void count_location(const geoip::Location& location);
  /// A request that names its reader by a field which its peer is not trusted with.
  void count_forwarding_ignored();
  void count_upstream_error(std::string_view reason);
  /// Series of a site, which are there from the start.
  void begin_site(const std::string& site, const std::vector<std::string>& upgrades);
  /// A request that failed is sent once more, to the same server or another.
  void count_upstream_retry(const std::string& site);
  /// A connection that has switched to `protocol`, and its end.
  void tunnel_opened(const std::string& site, const std::string& protocol);
  void tunnel_closed();
  /// Something that has begun was given up since nothing moved for as long as a limit says.
  enum class Stalled { response, tunnel };
  void count_stalled(Stalled what);
  /// `site` and `server` are the configuration's words.
  void set_upstream_up(const std::string& site, const std::string& server, bool up);
  /// The server is no longer the site's.
  void forget_upstream(const std::string& site, const std::string& server);
  void count_reload(bool succeeded);
  /// What is in force from now on.
  void set_in_force(const InForce& in_force);
  /// Those that readers are shown from now on.
  void set_certificates(const std::vector<CertificateValidity>& certificates);
  void set_addresses(std::size_t remembered);
  /// Each of `subjects` is degraded; those of earlier calls that are not among them are sound again.
  void set_degraded(const std::vector<std::string>& subjects);
  /// Null while there is no database: then there is no series either.
  void set_region_data_age(std::optional<std::chrono::seconds> age);
  /// Asks `figures` whenever the metrics are asked for; before the first time that they are.
  void follow_evidence(std::function<filter::EvidenceFigures()> figures);
  /// So many more requests of HTTP/2 wait for their turn, or fewer.
  void requests_wait(std::ptrdiff_t more);
  void connection_opened();
  void connection_closed();

  /// The capture, whose figures are asked for whenever `text` is. Before the server starts.
  void follow_capture(std::function<filter::CaptureFigures()> figures);
  /// The same of the lines that the log has lost.
  void follow_log(std::function<std::uint64_t()> dropped_lines);

  /// In the Prometheus text format, with what the system says of the process.
  std::string text() const;

 private:
  struct Counters;
  std::unique_ptr<Counters> counters_;
};

}  // namespace caveat::proxy
