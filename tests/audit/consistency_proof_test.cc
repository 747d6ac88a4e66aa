// A journal that was only added to can prove it to who kept a checkpoint, and no other can.
#include "audit/journal/consistency_proof.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "audit/journal/journal_line.h"
#include "audit/journal/proof_file.h"
#include "journal_scene.h"

namespace caveat::audit {
namespace CAVEAT_THIS_FILE {

using testing::HasSubstr;

/// A checkpoint of each file's end.
std::vector<SignedCheckpoint> checkpoints_of(const std::vector<std::string>& files) {
  std::vector<SignedCheckpoint> checkpoints;
  for (const std::string& file : files) checkpoints.push_back(read_note(last_note({file})).value());
  return checkpoints;
}

TEST(AConsistencyProofOfAJournal, HoldsForEveryEarlierCheckpoint) {
  JournalScene scene;
  scene.write_three_files();
  for (const SignedCheckpoint& earlier : checkpoints_of(scene.files())) {
    const auto proof = prove_consistency(scene.files(), earlier);
    ASSERT_TRUE(proof) << proof.error().why;
    const auto read = read_consistency(consistency_text(*proof));
    ASSERT_TRUE(read) << read.error();
    const auto proven = check_consistency(*read, scene.public_key());
    ASSERT_TRUE(proven) << proven.error();
    EXPECT_EQ(proven->earlier.checkpoint.tree, earlier.checkpoint.tree);
    EXPECT_FALSE(check_consistency(*read, JournalScene().public_key())) << "it was signed by another";
  }
}

TEST(AConsistencyProofOfAJournal, IsNotGivenWhereALineWasRewritten) {
  JournalScene scene, other;
  other.write_three_files();
  scene.write_three_files();
  const SignedCheckpoint earlier = checkpoints_of(scene.files()).front();
  // As long, and of the same name.
  const auto proof = prove_consistency(other.files(), earlier);
  ASSERT_FALSE(proof);
  EXPECT_TRUE(proof.error().is_contradicted);
  EXPECT_THAT(proof.error().why, HasSubstr("at least one was rewritten"));
}

TEST(AConsistencyProofOfAJournal, IsNotGivenByOneThatIsDamaged) {
  JournalScene scene;
  scene.write_three_files();
  const SignedCheckpoint earlier = checkpoints_of(scene.files()).front();
  const std::string path = scene.files().at(1);
  std::string text = JournalScene::read(path);
  text[text.size() / 2] = static_cast<char>(text[text.size() / 2] ^ 1);
  JournalScene::write(path, text);
  const auto proof = prove_consistency(scene.files(), earlier);
  ASSERT_FALSE(proof);
  EXPECT_THAT(proof.error().why, HasSubstr("damaged"));
}

TEST(AConsistencyProofOfAJournal, CannotBeHadOfAPartOrForAnotherJournal) {
  JournalScene scene;
  scene.write_three_files();
  const SignedCheckpoint earlier = checkpoints_of(scene.files()).front();
  const auto of_a_part = prove_consistency({scene.files().at(1), scene.files().at(2)}, earlier);
  ASSERT_FALSE(of_a_part);
  EXPECT_FALSE(of_a_part.error().is_contradicted);
  SignedCheckpoint of_another = earlier;
  of_another.checkpoint.origin = "elsewhere/1";
  EXPECT_THAT(prove_consistency(scene.files(), of_another).error().why, HasSubstr("another journal"));
}

TEST(AConsistencyProofOfAJournal, IsReadInNoOtherWayThanItIsWritten) {
  for (const char* bad : {"", "{}", "[1]", R"({"format":"caveat-evidence-consistency/1"})",
                          R"({"format":"caveat-evidence-consistency/1","earlier":"","path":[1],"later":""})",
                          R"({"format":"caveat-evidence-proof/1","earlier":"","path":[],"later":""})"})
    EXPECT_FALSE(read_consistency(bad)) << bad;
}

TEST(AConsistencyProofOfAJournal, DoesNotHoldForOtherCheckpoints) {
  JournalScene scene;
  scene.write_three_files();
  const auto checkpoints = checkpoints_of(scene.files());
  const ConsistencyProof good = *prove_consistency(scene.files(), checkpoints[0]);
  ConsistencyProof changed = good;
  changed.earlier = note_text(checkpoints[1]);
  EXPECT_FALSE(check_consistency(changed, scene.public_key()));
  changed = good;
  std::swap(changed.earlier, changed.later);
  EXPECT_FALSE(check_consistency(changed, scene.public_key()));
  changed = good;
  changed.path.pop_back();
  EXPECT_FALSE(check_consistency(changed, scene.public_key()));
}

}  // namespace CAVEAT_THIS_FILE
}  // namespace caveat::audit
