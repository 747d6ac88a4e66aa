// The hash of a growing list, as RFC 9162, 2.1 defines it, in memory that grows with its logarithm.
#pragma once

#include <boost/system/result.hpp>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "audit/journal/hash.h"

namespace caveat::audit {

/// HASH(0x00 || entry).
Hash leaf_hash(std::string_view entry);
/// HASH(0x01 || left || right).
Hash node_hash(const Hash& left, const Hash& right);

/// A value: copying it is how one goes back.
class MerkleTree {
 public:
  MerkleTree() = default;
  /// The tree of `size` entries whose full subtrees, from the left, have these roots; nullopt if their number
  /// does not fit.
  static std::optional<MerkleTree> of_peaks(std::uint64_t size, std::vector<Hash> peaks);

  void append(const Hash& leaf);
  std::uint64_t size() const { return size_; }
  /// Of no entry: the hash of nothing.
  Hash root() const;
  /// Roots of the full subtrees that the list falls into, the largest first.
  const std::vector<Hash>& peaks() const { return peaks_; }

 private:
  std::uint64_t size_ = 0;
  std::vector<Hash> peaks_;
};

}  // namespace caveat::audit
