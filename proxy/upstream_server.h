// One server behind a site, as all threads see it.
#pragma once

#include <atomic>
#include <chrono>
#include <limits>
#include <memory>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

#include "proxy/server_health.h"
#include "proxy/upstream_address.h"
#include "proxy/wire.h"

namespace caveat::proxy {

/// Safe to use from any thread.
class UpstreamServer {
 public:
  using Endpoints = std::vector<StreamEndpoint>;

  /// `endpoints`: what its name stands for at the moment; not empty.
  UpstreamServer(std::string server_url, UpstreamAddress server_address, unsigned server_weight,
                 const HealthOptions& options, Endpoints endpoints)
      : url(std::move(server_url)),
        address(std::move(server_address)),
        weight(server_weight),
        health(options),
        endpoints_(std::make_shared<const Endpoints>(std::move(endpoints))) {}

  /// All of them can be connected to.
  std::shared_ptr<const Endpoints> endpoints() const {
    const std::lock_guard lock(mutex_);
    return endpoints_;
  }
  /// Its name stands for these now; not empty.
  void move_to(Endpoints endpoints) {
    auto next = std::make_shared<const Endpoints>(std::move(endpoints));
    const std::lock_guard lock(mutex_);
    endpoints_.swap(next);
  }

  /// Whether the log is to tell that TLS with it failed: of one failure in ten seconds. A reader's request
  /// may be the cause of each.
  bool takes_turn_to_tell_of_tls(std::chrono::steady_clock::time_point now) {
    constexpr std::chrono::seconds kBetween{10};
    const auto next = (now + kBetween).time_since_epoch().count();
    auto silent_until = tls_told_until_.load();
    return now.time_since_epoch().count() >= silent_until &&
           tls_told_until_.compare_exchange_strong(silent_until, next);
  }

  const std::string url;  ///< as the configuration has it
  const UpstreamAddress address;
  const unsigned weight;
  ServerHealth health;
  std::atomic<unsigned> requests = 0;  ///< under way

 private:
  mutable std::mutex mutex_;
  std::shared_ptr<const Endpoints> endpoints_;
  std::atomic<std::chrono::steady_clock::rep> tls_told_until_ =
      std::numeric_limits<std::chrono::steady_clock::rep>::min();
};

/// Counts a request to a server as long as it is under way.
class ServerUse {
 public:
  ServerUse() = default;
  explicit ServerUse(UpstreamServer& server) : server_(&server) { ++server.requests; }
  ServerUse(ServerUse&& other) noexcept : server_(std::exchange(other.server_, nullptr)) {}
  ServerUse& operator=(ServerUse&& other) noexcept {
    std::swap(server_, other.server_);
    return *this;
  }
  ~ServerUse() {
    if (server_ != nullptr) --server_->requests;
  }

 private:
  UpstreamServer* server_ = nullptr;
};

}  // namespace caveat::proxy
