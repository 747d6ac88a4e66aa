#include "proxy/reader_limits.h"

#include <algorithm>
#include <cstring>
#include <random>
#include <utility>

namespace caveat::proxy {
namespace {

std::uint64_t random_seed() {
  std::random_device device;
  return (std::uint64_t{device()} << 32) | device();
}

/// One round of a well-known finaliser (SplitMix64).
std::uint64_t mixed(std::uint64_t value) {
  value = (value ^ (value >> 30)) * 0xbf58476d1ce4e5b9U;
  value = (value ^ (value >> 27)) * 0x94d049bb133111ebU;
  return value ^ (value >> 31);
}

template <typename Shard, std::size_t... I>
std::array<Shard, sizeof...(I)> shards_of(std::uint64_t seed, const AddressBounds& bounds,
                                          std::index_sequence<I...>) {
  return {((void)I, Shard(seed, bounds))...};
}

}  // namespace

std::size_t ReaderLimits::KeyHash::operator()(const Key& key) const {
  std::uint64_t high = 0;
  std::uint64_t low = 0;
  std::memcpy(&high, key.data(), sizeof high);
  std::memcpy(&low, key.data() + sizeof high, sizeof low);
  return static_cast<std::size_t>(mixed(mixed(high ^ seed) ^ low));
}

ReaderLimits::ReaderLimits(const AddressBounds& bounds)
    : bounds_connections_(bounds.connections != 0),
      bounds_requests_(bounds.requests != 0),
      seed_(random_seed()),
      shards_(shards_of<Shard>(seed_, bounds, std::make_index_sequence<kShards>())) {}

void ReaderLimits::set_bounds(const AddressBounds& bounds) {
  for (Shard& shard : shards_) {
    const std::lock_guard lock(shard.mutex);
    shard.bounds = bounds;
  }
  bounds_connections_ = bounds.connections != 0;
  bounds_requests_ = bounds.requests != 0;
}

ReaderLimits::Key ReaderLimits::key_of(const geoip::Address& address) {
  Key key = address.bytes;
  if (!address.is_v4()) std::fill(key.begin() + 8, key.end(), std::uint8_t{0});
  return key;
}

ReaderLimits::Shard& ReaderLimits::shard_of(const Key& key) {
  // Other bits than the table of the shard uses first.
  return shards_[(KeyHash{seed_}(key) >> 48) % kShards];
}

ReaderLimits::Entry* ReaderLimits::entry(Shard& shard, const Key& key) {
  const auto found = shard.table.find(key);
  if (found != shard.table.end()) return &found->second;
  if (shard.table.size() >= std::max<std::size_t>(1, shard.bounds.most_addresses / kShards)) return nullptr;
  return &shard.table[key];
}

ReaderLimits::Opening ReaderLimits::open_connection(const geoip::Address& address) {
  if (!bounds_connections_) return Opening::uncounted;
  const Key key = key_of(address);
  Shard& shard = shard_of(key);
  const std::lock_guard lock(shard.mutex);
  if (shard.bounds.connections == 0) return Opening::uncounted;
  Entry* const known = entry(shard, key);
  if (known == nullptr) return Opening::uncounted;
  if (known->connections >= shard.bounds.connections) return Opening::refused;
  ++known->connections;
  return Opening::counted;
}

void ReaderLimits::close_connection(const geoip::Address& address) {
  const Key key = key_of(address);
  Shard& shard = shard_of(key);
  const std::lock_guard lock(shard.mutex);
  const auto found = shard.table.find(key);
  if (found == shard.table.end() || found->second.connections == 0) return;
  --found->second.connections;
  if (found->second.connections == 0 && found->second.free_at == Clock::time_point{})
    shard.table.erase(found);
}

bool ReaderLimits::admit_request(const geoip::Address& address, Clock::time_point now) {
  if (!bounds_requests_) return true;
  const Key key = key_of(address);
  Shard& shard = shard_of(key);
  const std::lock_guard lock(shard.mutex);
  const AddressBounds& bounds = shard.bounds;
  if (bounds.requests == 0) return true;
  Entry* const known = entry(shard, key);
  if (known == nullptr) return true;
  const auto pace = std::chrono::duration_cast<Clock::duration>(bounds.window) / bounds.requests;
  // A window may have been longer.
  known->free_at = std::min(known->free_at, now + bounds.window);
  const Clock::time_point free_at = std::max(known->free_at, now) + pace;
  if (free_at - now > bounds.window) return false;
  known->free_at = free_at;
  return true;
}

void ReaderLimits::sweep(Clock::time_point now) {
  for (Shard& shard : shards_) {
    const std::lock_guard lock(shard.mutex);
    for (auto each = shard.table.begin(); each != shard.table.end();) {
      Entry& one = each->second;
      if (one.free_at <= now) one.free_at = {};
      each = one.free_at == Clock::time_point{} && one.connections == 0 ? shard.table.erase(each) : ++each;
    }
  }
}

std::size_t ReaderLimits::addresses() const {
  std::size_t all = 0;
  for (const Shard& shard : shards_) {
    const std::lock_guard lock(shard.mutex);
    all += shard.table.size();
  }
  return all;
}

}  // namespace caveat::proxy
