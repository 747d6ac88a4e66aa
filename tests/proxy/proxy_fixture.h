// A running proxy before a given upstream, with one fixed decision for every request.
#pragma once

#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "proxy/server.h"
#include "tcp_peer.h"

namespace caveat::proxy {

/// Decides every request alike.
class FixedRules final : public rules::RuleSet {
 public:
  explicit FixedRules(rules::Decision decision) : decision_(std::move(decision)) {}

  rules::Decision decide(const rules::Facts&) const override { return decision_; }
  std::vector<rules::RuleTrace> explain(const rules::Facts&) const override { return {}; }
  const std::string& digest() const override { return digest_; }
  std::vector<std::string> regions_of(const geoip::Location&) const override { return {}; }
  std::vector<rules::PackSummary> packs() const override { return {}; }
  std::size_t pack_count() const override { return 0; }
  std::size_t rule_count() const override { return 0; }

 private:
  rules::Decision decision_;
  std::string digest_ = "fixed";
};

/// Knows of no address where it is, but remembers which were asked for.
class RememberingLocator final : public geoip::Locator {
 public:
  geoip::Location locate(const geoip::Address& address) const override;
  geoip::Lookup explain(const geoip::Address& address) const override;
  geoip::ToldFacts tells() const override { return {}; }
  std::optional<geoip::BuildTimes> databases_built() const override { return {}; }
  std::string description() const override { return "no data"; }
  std::string last_asked() const;

 private:
  mutable std::mutex mutex_;
  mutable std::string last_;
};

/// Remembers the Records of all responses.
class RememberingSink final : public filter::RecordSink {
 public:
  void record(const filter::Record& record) override;
  /// Waits until `count` have come, at most five seconds.
  std::vector<filter::Record> records(std::size_t count) const;

 private:
  mutable std::mutex mutex_;
  std::vector<filter::Record> records_;
};

/// Serves from its constructor to its end. Where it listens is set here, and that every site has
/// `upstream_url` behind it. `evidence` outlives it.
class RunningProxy {
 public:
  explicit RunningProxy(const std::string& upstream_url, rules::Decision decision = {},
                        ServerOptions options = {}, filter::EvidenceSink* evidence = nullptr);

  TcpPeer connect() const { return TcpPeer::connect(server.port()); }
  /// Sends `request` on a connection of its own and reads one message.
  std::string ask(std::string_view request) const;

  Metrics metrics;
  Readiness readiness;
  JudgementClock clock;
  Certificates certificates;
  RememberingSink sink;
  std::shared_ptr<RememberingLocator> locator = std::make_shared<RememberingLocator>();
  Snapshot snapshot;
  Server server;
};

}  // namespace caveat::proxy
