#include "studio/drafts.h"

#include <gtest/gtest.h>

namespace caveat::studio {
namespace CAVEAT_THIS_FILE {

TEST(PackPath, LeadsIntoTheFolderOnly) {
  for (const char* good : {"a.toml", "ru/undesirable.toml", "a b/ü.toml"})
    EXPECT_TRUE(is_pack_path(good)) << good;
  for (const char* bad :
       {"", ".toml", "../a.toml", "a/../b.toml", "/a.toml", "a//b.toml", "./a.toml", "a.toml/", "a\\b.toml",
        "a\nb.toml", ".git/a.toml", "#a.toml", "~a.toml", "a.txt", "\xff.toml"})
    EXPECT_FALSE(is_pack_path(bad)) << bad;
}

TEST(Drafts, TakeThePlacesOfFilesAndStandInOrder) {
  const auto files =
      with_drafts({{"a.toml", "1"}, {"c.toml", "3"}}, {{"c.toml", "draft"}, {"b.toml", "new"}});
  ASSERT_EQ(files.size(), 3U);
  EXPECT_EQ(files[0].text, "1");
  EXPECT_EQ(files[1].path, "b.toml");
  EXPECT_EQ(files[2].text, "draft");
}

TEST(Drafts, AreRefusedUnderNamesThatAreNoPacks) {
  EXPECT_FALSE(read_drafts({{"drafts", {{"../x.toml", ""}}}}));
  EXPECT_FALSE(read_drafts({{"drafts", {{"x.toml", 1}}}}));
  EXPECT_TRUE(read_drafts({}));
}

TEST(Drafts, AreRefusedOverAMebibyte) {
  const auto drafts = read_drafts({{"drafts", {{"x.toml", std::string(1024 * 1024 + 1, '#')}}}});
  ASSERT_FALSE(drafts);
  EXPECT_EQ(drafts.error().status, 413);
}

}  // namespace CAVEAT_THIS_FILE
}  // namespace caveat::studio
