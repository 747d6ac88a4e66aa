// An immutable-once-filled map from 64-bit keys, for look-ups that mostly find nothing.
#pragma once

#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

#include "html/name_key.h"

namespace caveat::html {

/// Open addressing with at most a quarter of the slots in use, so that a miss mostly looks at one. Key 0 is
/// never found.
template <typename Value>
class KeyedTable {
 public:
  bool empty() const { return used_ == 0; }
  const std::vector<Value>& values() const { return values_; }

  const Value* find(std::uint64_t key) const {
    if (slots_.empty() || key == 0) return nullptr;
    for (std::size_t at = first_slot(key);; at = (at + 1) & (slots_.size() - 1)) {
      const Slot& slot = slots_[at];
      if (slot.key == key) return &values_[slot.value];
      if (slot.key == 0) return nullptr;
    }
  }

  /// The value of `key`, which is not 0; made if there is none. References last until the next call.
  Value& operator[](std::uint64_t key) {
    if (const Value* found = std::as_const(*this).find(key)) return const_cast<Value&>(*found);
    if (4 * (used_ + 1) > slots_.size()) grow();
    put({.key = key, .value = static_cast<std::uint32_t>(values_.size())});
    ++used_;
    return values_.emplace_back();
  }

 private:
  struct Slot {
    std::uint64_t key = 0;
    std::uint32_t value = 0;
  };

  std::size_t first_slot(std::uint64_t key) const { return mixed_key(key) >> shift_; }

  void put(const Slot& slot) {
    std::size_t at = first_slot(slot.key);
    while (slots_[at].key != 0) at = (at + 1) & (slots_.size() - 1);
    slots_[at] = slot;
  }

  void grow() {
    shift_ = slots_.empty() ? 60 : shift_ - 1;
    const std::vector<Slot> old = std::exchange(slots_, std::vector<Slot>(std::size_t{1} << (64 - shift_)));
    for (const Slot& slot : old) {
      if (slot.key != 0) put(slot);
    }
  }

  std::vector<Slot> slots_;
  std::vector<Value> values_;
  std::size_t used_ = 0;
  unsigned shift_ = 64;
};

}  // namespace caveat::html
