// How much one address may ask for; remembers it in memory only, and no longer than it has to.
#pragma once

#include <array>
#include <atomic>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <mutex>
#include <unordered_map>

#include "geoip/address.h"

namespace caveat::proxy {

/// Bounds for one address; 0: none. An IPv6 network of 64 bits counts as one address, since one reader has
/// it.
struct AddressBounds {
  std::size_t connections = 0;  ///< open at once
  std::size_t requests = 0;     ///< in `window`, at any speed; spread evenly for who keeps at it
  std::chrono::milliseconds window{10'000};
  std::size_t most_addresses = 200'000;  ///< remembered at once; further ones are not bounded
};

/// Counts connections and requests by address. Addresses are never told to anybody, and forgotten once their
/// window is over (`sweep`) and their connections are closed. Safe to use from any thread.
class ReaderLimits {
 public:
  using Clock = std::chrono::steady_clock;

  explicit ReaderLimits(const AddressBounds& bounds);
  /// From now on; what is counted counts on.
  void set_bounds(const AddressBounds& bounds);

  enum class Opening : std::uint8_t {
    refused,    ///< one too many
    counted,    ///< until `close_connection`
    uncounted,  ///< within bounds as far as is known: there are none, or no room for one more address
  };
  /// One more connection of `address`.
  Opening open_connection(const geoip::Address& address);
  /// Of one that was counted.
  void close_connection(const geoip::Address& address);
  /// Whether one more request is within bounds; one that is not does not count.
  bool admit_request(const geoip::Address& address, Clock::time_point now = Clock::now());

  /// Forgets every address whose window is over.
  void sweep(Clock::time_point now = Clock::now());
  /// How many are remembered.
  std::size_t addresses() const;

 private:
  using Key = std::array<std::uint8_t, 16>;
  /// Seeded, so that nobody can choose addresses that fall together.
  struct KeyHash {
    std::uint64_t seed;
    std::size_t operator()(const Key& key) const;
  };
  struct Entry {
    std::uint32_t connections = 0;
    Clock::time_point free_at{};  ///< when the requests so far are worked off at the even pace
  };
  using Table = std::unordered_map<Key, Entry, KeyHash>;
  struct Shard {
    Shard(std::uint64_t seed, const AddressBounds& given) : bounds(given), table(0, KeyHash{seed}) {}
    mutable std::mutex mutex;
    AddressBounds bounds;
    Table table;
  };
  static constexpr std::size_t kShards = 16;

  static Key key_of(const geoip::Address& address);
  Shard& shard_of(const Key& key);
  /// The entry of `key`, made if there is room; null if there is none.
  static Entry* entry(Shard& shard, const Key& key);

  /// Whether there is any bound of that kind: none is to cost a request nothing.
  std::atomic<bool> bounds_connections_;
  std::atomic<bool> bounds_requests_;
  std::uint64_t seed_;
  std::array<Shard, kShards> shards_;
};

/// A connection of `address`, which counts as long as this lives, if it does. `limits` outlives it.
class CountedConnection {
 public:
  CountedConnection(ReaderLimits& limits, const geoip::Address& address)
      : limits_(limits), address_(address), opening_(limits.open_connection(address)) {}
  ~CountedConnection() {
    if (opening_ == ReaderLimits::Opening::counted) limits_.close_connection(address_);
  }
  CountedConnection(const CountedConnection&) = delete;
  CountedConnection& operator=(const CountedConnection&) = delete;

  bool is_within_bounds() const { return opening_ != ReaderLimits::Opening::refused; }

 private:
  ReaderLimits& limits_;
  geoip::Address address_;
  ReaderLimits::Opening opening_;
};

}  // namespace caveat::proxy
