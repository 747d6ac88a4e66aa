// The tree of RFC 9162, 2.1 and its proofs: against vectors made with python's hashlib by the recursive
// definition.
#include <gtest/gtest.h>

#include "audit/journal/merkle_proof.h"

namespace caveat::audit {
namespace CAVEAT_THIS_FILE {

Hash entry(std::uint64_t index) {
  return leaf_hash("line " + std::to_string(index));
}

MerkleTree tree_of(std::uint64_t size) {
  MerkleTree tree;
  for (std::uint64_t i = 0; i < size; ++i) tree.append(entry(i));
  return tree;
}

std::vector<Hash> roots_of(const std::vector<EntryRange>& ranges, std::uint64_t size) {
  SubtreeRoots roots(ranges);
  for (std::uint64_t i = 0; i < size; ++i) roots.append(entry(i));
  return roots.roots().value();
}

struct Vector {
  std::uint64_t size;
  const char* root;
};
constexpr Vector kVectors[] = {
    {0, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"},
    {1, "34f50f7d0310e8ba2ab2c1efe8d6bd680aeda70b67f6e3cf8fc7f29e4a161ad0"},
    {2, "f28ea81d8c3f38b19c71068c76992a3fd14c3ec47f64d32bcf71865fa545977f"},
    {3, "e8d3e3ae206483e0df450ff2112c9f0aa773aeb01c3ee6e28191fea4eb7b7402"},
    {5, "937a1e417df10ca066f4369483550e486a8db4d0d1ce79cf556d257d4ae36eea"},
    {7, "7771cee9fa6ff1524141b74c3be67456c5684b89b57b941cb616971640b4466f"},
    {8, "55a6611a239db316e56c95840eb08b421d0c9abc241ea02efe76d62c4f7f0012"},
    {21, "b3995ec72125f08ffe6ba9458849a6a51141ae1b5fede734ac5de20847a93dab"},
};

TEST(AMerkleTree, HasTheRootOfItsRecursiveDefinition) {
  for (const Vector& vector : kVectors)
    EXPECT_EQ(rules::hexadecimal(tree_of(vector.size).root()), vector.root);
}

TEST(AMerkleTree, GoesOnFromItsPeaks) {
  for (std::uint64_t size = 0; size < 40; ++size) {
    const MerkleTree before = tree_of(size);
    auto after = MerkleTree::of_peaks(size, before.peaks());
    ASSERT_TRUE(after);
    after->append(entry(size));
    EXPECT_EQ(after->root(), tree_of(size + 1).root());
  }
}

TEST(AMerkleTree, HasAsManyPeaksAsItsSizeHasOnes) {
  EXPECT_FALSE(MerkleTree::of_peaks(5, {Hash{}}));
  EXPECT_TRUE(MerkleTree::of_peaks(4, {Hash{}}));
}

TEST(AnInclusionPath, LeadsFromEveryEntryToTheRoot) {
  for (std::uint64_t size = 1; size < 34; ++size) {
    for (std::uint64_t index = 0; index < size; ++index) {
      const auto path = roots_of(inclusion_ranges(index, size), size);
      EXPECT_EQ(root_of_inclusion(entry(index), index, size, path), tree_of(size).root());
    }
  }
}

TEST(AnInclusionPath, LeadsElsewhereFromAnyOtherEntryOrPlace) {
  const Hash root = tree_of(21).root();
  const auto path = roots_of(inclusion_ranges(7, 21), 21);
  EXPECT_NE(root_of_inclusion(entry(8), 7, 21, path), root);
  EXPECT_NE(root_of_inclusion(entry(7), 8, 21, path), root);
  auto longer = path;
  longer.push_back(root);
  EXPECT_FALSE(root_of_inclusion(entry(7), 7, 21, longer));
  auto shorter = path;
  shorter.pop_back();
  EXPECT_FALSE(root_of_inclusion(entry(7), 7, 21, shorter));
  EXPECT_FALSE(root_of_inclusion(entry(7), 21, 21, path));
}

TEST(AConsistencyProof, HoldsBetweenAllBeginningsOfOneList) {
  for (std::uint64_t later = 1; later < 34; ++later) {
    for (std::uint64_t earlier = 1; earlier <= later; ++earlier) {
      const auto path = roots_of(consistency_ranges(earlier, later), later);
      EXPECT_TRUE(is_consistent({earlier, tree_of(earlier).root()}, {later, tree_of(later).root()}, path))
          << earlier << " " << later;
    }
  }
}

TEST(AConsistencyProof, DoesNotHoldForAnotherBeginning) {
  const auto path = roots_of(consistency_ranges(6, 21), 21);
  EXPECT_FALSE(is_consistent({6, tree_of(7).root()}, {21, tree_of(21).root()}, path));
  EXPECT_FALSE(is_consistent({6, tree_of(6).root()}, {21, tree_of(20).root()}, path));
  EXPECT_FALSE(is_consistent({0, tree_of(0).root()}, {21, tree_of(21).root()}, path));
  EXPECT_FALSE(is_consistent({6, tree_of(6).root()}, {21, tree_of(21).root()}, {}));
}

}  // namespace CAVEAT_THIS_FILE
}  // namespace caveat::audit
