#include "geoip/mmdb_tree_check.h"

#include <algorithm>
#include <array>

#include "geoip/mmdb_value.h"

namespace caveat::geoip {
namespace {

constexpr std::uint64_t kTreeSeparatorBytes = 16;

/// Writers share subtrees (IPv4 under ::, ::ffff:0:0/96, 2002::/16), so each node's height is remembered.
class TreeWalk {
 public:
  TreeWalk(std::span<const std::uint8_t> tree, const MmdbShape& shape, std::size_t data_size)
      : tree_(tree),
        shape_(shape),
        address_bits_(shape.ip_version == 6 ? 128 : 32),
        height_of_(shape.node_count, 0),
        is_record_(data_size, false) {}

  /// Bounded by `address_bits_` levels of recursion: a circle is a way that is too long.
  bool visit(std::uint32_t node, unsigned depth) {
    if (depth >= address_bits_) return fail("the search tree is deeper than an address has bits", node);
    if (const unsigned known = height_of_[node]; known != 0) {
      return depth + known <= address_bits_ ||
             fail("the search tree is deeper than an address has bits", node);
    }
    unsigned height = 1;
    for (const std::uint32_t child : children(node)) {
      if (child < shape_.node_count) {
        if (!visit(child, depth + 1)) return false;
        height = std::max(height, height_of_[child] + 1U);
      } else if (child > shape_.node_count && !take_leaf(child, node)) {
        return false;
      }
    }
    height_of_[node] = static_cast<std::uint8_t>(height);
    return true;
  }

  std::vector<std::uint32_t> offsets() const {
    std::vector<std::uint32_t> ascending;
    for (std::size_t offset = 0; offset < is_record_.size(); ++offset) {
      if (is_record_[offset]) ascending.push_back(static_cast<std::uint32_t>(offset));
    }
    return ascending;
  }
  const std::string& problem() const { return problem_; }

 private:
  std::array<std::uint32_t, 2> children(std::uint32_t node) const {
    const std::size_t bytes = shape_.record_bits / 4;
    const auto entry = tree_.subspan(node * bytes, bytes);
    if (shape_.record_bits == 28) {
      const std::uint32_t middle = entry[3];
      return {static_cast<std::uint32_t>(read_big_endian(entry.first(3)) | (middle >> 4) << 24),
              static_cast<std::uint32_t>(read_big_endian(entry.last(3)) | (middle & 15U) << 24)};
    }
    return {static_cast<std::uint32_t>(read_big_endian(entry.first(bytes / 2))),
            static_cast<std::uint32_t>(read_big_endian(entry.last(bytes / 2)))};
  }

  bool take_leaf(std::uint32_t record, std::uint32_t node) {
    const std::uint64_t past_tree = std::uint64_t{record} - shape_.node_count;
    if (past_tree < kTreeSeparatorBytes)
      return fail("a leaf of the search tree points between tree and data", node);
    const std::uint64_t offset = past_tree - kTreeSeparatorBytes;
    if (offset >= is_record_.size()) return fail("a leaf of the search tree points past the data", node);
    is_record_[offset] = true;
    return true;
  }

  bool fail(std::string_view what, std::uint32_t node) {
    if (problem_.empty()) problem_ = std::string(what) + " (node " + std::to_string(node) + ")";
    return false;
  }

  std::span<const std::uint8_t> tree_;
  MmdbShape shape_;
  unsigned address_bits_;
  std::vector<std::uint8_t> height_of_;  ///< 0: not yet visited
  std::vector<bool> is_record_;          ///< by offset in the data
  std::string problem_;
};

}  // namespace

boost::system::result<std::vector<std::uint32_t>, std::string> check_mmdb_tree(
    std::span<const std::uint8_t> tree, const MmdbShape& shape, std::size_t data_size) {
  TreeWalk walk(tree, shape, data_size);
  if (!walk.visit(0, 0)) return walk.problem();
  return walk.offsets();
}

}  // namespace caveat::geoip
