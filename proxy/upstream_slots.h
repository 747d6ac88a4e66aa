// How many connections to the servers behind all sites one thread may have.
#pragma once

#include <cstddef>

namespace caveat::proxy {

/// Outlives every UpstreamSlot. One thread.
class UpstreamSlots {
 public:
  explicit UpstreamSlots(std::size_t most) : most_(most) {}

  bool are_all_taken() const { return taken_ >= most_; }
  /// There should be some for who comes next rather than a connection that nobody uses.
  bool are_scarce() const { return taken_ > most_ / 2; }

 private:
  friend class UpstreamSlot;
  std::size_t most_;
  std::size_t taken_ = 0;
};

/// One of them, as long as this lives.
class UpstreamSlot {
 public:
  explicit UpstreamSlot(UpstreamSlots& slots) : slots_(slots) { ++slots_.taken_; }
  ~UpstreamSlot() { --slots_.taken_; }
  UpstreamSlot(const UpstreamSlot&) = delete;
  UpstreamSlot& operator=(const UpstreamSlot&) = delete;

 private:
  UpstreamSlots& slots_;
};

}  // namespace caveat::proxy
