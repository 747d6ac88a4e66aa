// That an entry is in a tree, and that one tree is the beginning of another (RFC 9162, 2.1.3 and 2.1.4).
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "audit/journal/merkle_tree.h"

namespace caveat::audit {

/// Entries from `begin` up to before `end`.
struct EntryRange {
  std::uint64_t begin = 0;
  std::uint64_t end = 0;
  bool operator==(const EntryRange&) const = default;
};

/// The subtrees whose roots are the inclusion path of entry `index` in the tree of `size` entries, in the
/// path's order. `index` < `size`.
std::vector<EntryRange> inclusion_ranges(std::uint64_t index, std::uint64_t size);
/// The same for the consistency proof between the trees of `earlier` and `later` entries.
/// 0 < `earlier` <= `later`.
std::vector<EntryRange> consistency_ranges(std::uint64_t earlier, std::uint64_t later);

/// Finds the roots of many subtrees while all entries go by once, from `first` on.
class SubtreeRoots {
 public:
  explicit SubtreeRoots(const std::vector<EntryRange>& ranges, std::uint64_t first = 0);
  void append(const Hash& leaf);
  /// In the order of the ranges; nullopt if entries are missing.
  std::optional<std::vector<Hash>> roots() const;

 private:
  struct Subtree {
    EntryRange range;
    MerkleTree tree;
  };
  std::vector<Subtree> subtrees_;
  std::uint64_t next_;
};

/// The root that follows from a leaf and its path; nullopt if the path is of the wrong length.
std::optional<Hash> root_of_inclusion(const Hash& leaf, std::uint64_t index, std::uint64_t size,
                                      const std::vector<Hash>& path);

/// A tree by its size and its root.
struct TreeHead {
  std::uint64_t size = 0;
  Hash root{};
  bool operator==(const TreeHead&) const = default;
};
/// Whether `path` proves that `earlier` is the beginning of `later`.
bool is_consistent(const TreeHead& earlier, const TreeHead& later, const std::vector<Hash>& path);

}  // namespace caveat::audit
