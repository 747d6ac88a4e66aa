#include "audit/journal/merkle_tree.h"

#include <bit>
#include <utility>

namespace caveat::audit {
namespace {

constexpr std::string_view kLeaf("\x00", 1);
constexpr std::string_view kNode("\x01", 1);

std::string_view view_of(const Hash& hash) {
  return {reinterpret_cast<const char*>(hash.data()), hash.size()};
}

}  // namespace

Hash leaf_hash(std::string_view entry) {
  return sha256({kLeaf, entry});
}

Hash node_hash(const Hash& left, const Hash& right) {
  return sha256({kNode, view_of(left), view_of(right)});
}

std::optional<MerkleTree> MerkleTree::of_peaks(std::uint64_t size, std::vector<Hash> peaks) {
  if (static_cast<std::size_t>(std::popcount(size)) != peaks.size()) return std::nullopt;
  MerkleTree tree;
  tree.size_ = size;
  tree.peaks_ = std::move(peaks);
  return tree;
}

void MerkleTree::append(const Hash& leaf) {
  peaks_.push_back(leaf);
  // As when one is added to a binary number: each carry joins two subtrees of the same size.
  for (std::uint64_t carries = size_; (carries & 1) != 0; carries >>= 1) {
    const Hash right = peaks_.back();
    peaks_.pop_back();
    peaks_.back() = node_hash(peaks_.back(), right);
  }
  ++size_;
}

Hash MerkleTree::root() const {
  if (peaks_.empty()) return sha256({});
  Hash root = peaks_.back();
  for (std::size_t i = peaks_.size() - 1; i > 0; --i) root = node_hash(peaks_[i - 1], root);
  return root;
}

}  // namespace caveat::audit
