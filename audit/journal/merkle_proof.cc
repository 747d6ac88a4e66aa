#include "audit/journal/merkle_proof.h"

#include <algorithm>
#include <bit>
#include <utility>

namespace caveat::audit {
namespace {

/// The largest power of two smaller than `size`, which is at least 2.
std::uint64_t left_part(std::uint64_t size) {
  return std::bit_floor(size - 1);
}

/// RFC 9162, 2.1.4.1: SUBPROOF.
void add_consistency(std::uint64_t earlier, EntryRange range, bool whole, std::vector<EntryRange>& ranges) {
  const std::uint64_t size = range.end - range.begin;
  if (earlier == size) {
    if (!whole) ranges.push_back(range);
    return;
  }
  const std::uint64_t middle = range.begin + left_part(size);
  if (earlier <= middle - range.begin) {
    add_consistency(earlier, {range.begin, middle}, whole, ranges);
    ranges.push_back({middle, range.end});
  } else {
    add_consistency(earlier - (middle - range.begin), {middle, range.end}, false, ranges);
    ranges.push_back({range.begin, middle});
  }
}

}  // namespace

std::vector<EntryRange> inclusion_ranges(std::uint64_t index, std::uint64_t size) {
  std::vector<EntryRange> ranges;
  EntryRange range{0, size};
  while (range.end - range.begin > 1) {
    const std::uint64_t middle = range.begin + left_part(range.end - range.begin);
    const EntryRange left{range.begin, middle};
    const EntryRange right{middle, range.end};
    ranges.push_back(index < middle ? right : left);
    range = index < middle ? left : right;
  }
  std::reverse(ranges.begin(), ranges.end());
  return ranges;
}

std::vector<EntryRange> consistency_ranges(std::uint64_t earlier, std::uint64_t later) {
  std::vector<EntryRange> ranges;
  if (earlier < later) add_consistency(earlier, {0, later}, true, ranges);
  return ranges;
}

SubtreeRoots::SubtreeRoots(const std::vector<EntryRange>& ranges, std::uint64_t first) : next_(first) {
  for (const EntryRange& range : ranges) subtrees_.push_back({range, {}});
}

void SubtreeRoots::append(const Hash& leaf) {
  for (Subtree& subtree : subtrees_) {
    if (next_ >= subtree.range.begin && next_ < subtree.range.end) subtree.tree.append(leaf);
  }
  ++next_;
}

std::optional<std::vector<Hash>> SubtreeRoots::roots() const {
  std::vector<Hash> roots;
  for (const Subtree& subtree : subtrees_) {
    if (subtree.tree.size() != subtree.range.end - subtree.range.begin) return std::nullopt;
    roots.push_back(subtree.tree.root());
  }
  return roots;
}

/// RFC 9162, 2.1.3.2.
std::optional<Hash> root_of_inclusion(const Hash& leaf, std::uint64_t index, std::uint64_t size,
                                      const std::vector<Hash>& path) {
  if (index >= size) return std::nullopt;
  std::uint64_t node = index;
  std::uint64_t last = size - 1;
  Hash root = leaf;
  for (const Hash& next : path) {
    if (last == 0) return std::nullopt;
    if ((node & 1) != 0 || node == last) {
      root = node_hash(next, root);
      while ((node & 1) == 0 && node != 0) {
        node >>= 1;
        last >>= 1;
      }
    } else {
      root = node_hash(root, next);
    }
    node >>= 1;
    last >>= 1;
  }
  return last == 0 ? std::optional(root) : std::nullopt;
}

/// RFC 9162, 2.1.4.2.
bool is_consistent(const TreeHead& earlier, const TreeHead& later, const std::vector<Hash>& path) {
  if (earlier.size == 0 || earlier.size > later.size) return false;
  if (earlier.size == later.size) return path.empty() && earlier.root == later.root;
  std::vector<Hash> steps;
  if (std::has_single_bit(earlier.size)) steps.push_back(earlier.root);
  steps.insert(steps.end(), path.begin(), path.end());
  if (steps.empty()) return false;
  std::uint64_t node = earlier.size - 1;
  std::uint64_t last = later.size - 1;
  while ((node & 1) != 0) {
    node >>= 1;
    last >>= 1;
  }
  Hash before = steps.front();
  Hash after = steps.front();
  for (std::size_t i = 1; i < steps.size(); ++i) {
    if (last == 0) return false;
    if ((node & 1) != 0 || node == last) {
      before = node_hash(steps[i], before);
      after = node_hash(steps[i], after);
      while ((node & 1) == 0 && node != 0) {
        node >>= 1;
        last >>= 1;
      }
    } else {
      after = node_hash(after, steps[i]);
    }
    node >>= 1;
    last >>= 1;
  }
  return last == 0 && before == earlier.root && after == later.root;
}

}  // namespace caveat::audit
