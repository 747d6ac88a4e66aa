// What a Rewriter lists of its edits, where it is asked to.
#include "html/edit_listing.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "html/mention_set.h"
#include "tests/html/rewriting.h"

namespace caveat::html {
namespace CAVEAT_THIS_FILE {

using namespace tests;
using Kind = ListedEdit::Kind;

constexpr RewriterLimits kListing = {.listed_removals = 100, .listed_edits = 100};

std::vector<ListedEdit> listed(std::string_view page, ProgramBuilder builder,
                               const RewriterLimits& limits = kListing) {
  return rewrite(page, builder.build(), 0, limits).report.edits;
}

ProgramBuilder notice() {
  ProgramBuilder builder;
  builder.insert(notice_at({"start of article", "start of body"}));
  return builder;
}

TEST(EditListing, IsEmptyUnlessItIsAskedFor) {
  EXPECT_TRUE(listed("<article>Text</article>", notice(), {}).empty());
}

TEST(EditListing, EndsWhereItIsLongEnough) {
  ProgramBuilder builder;
  builder.attributes({.owner = 0, .selector = selector("a"), .set = {{"rel", "x"}}, .remove = {}});
  EXPECT_EQ(listed("<a>1</a><a>2</a><a>3</a>", std::move(builder), {.listed_edits = 2}).size(), 2U);
}

TEST(EditListing, TellsWhereInThePageANoticeWasPut) {
  const std::string_view page = "<body><p>Before</p><article>Text</article>";
  const auto edits = listed(page, notice());
  ASSERT_EQ(edits.size(), 1U);
  EXPECT_EQ(edits[0].kind, Kind::placed);
  EXPECT_EQ(edits[0].offset, page.find("Text"));
  EXPECT_EQ(edits[0].after, kNotice);
}

TEST(EditListing, PlacesCountWhatWasTakenOutBeforeThem) {
  const std::string_view page = "<body><i>gone</i><p>Before</p><article>Text</article>";
  ProgramBuilder builder = notice();
  builder.remove({.owner = 0, .selector = selector("i")});
  const auto edits = listed(page, std::move(builder));
  ASSERT_EQ(edits.size(), 1U);
  EXPECT_EQ(edits[0].offset, page.find("Text"));
}

TEST(EditListing, APlaceBeforeATokenIsBeforeIt) {
  const std::string_view page = "<body><article>Text</article>After";
  ProgramBuilder builder;
  builder.insert(notice_at({"end of article"}));
  const auto edits = listed(page, std::move(builder));
  ASSERT_EQ(edits.size(), 1U);
  EXPECT_EQ(edits[0].offset, page.find("</article>"));
}

TEST(EditListing, TellsOfTheNoticesThatThePageHad) {
  const std::string page = "<body><article>Text " + kNotice + "</article>";
  const auto edits = listed(page, notice());
  ASSERT_EQ(edits.size(), 2U);
  EXPECT_EQ(edits[0].kind, Kind::found);
  EXPECT_EQ(edits[0].edit, 0U);
  EXPECT_EQ(edits[0].offset, page.find(kNotice));
  EXPECT_EQ(edits[0].before, kNotice);
}

TEST(EditListing, ANoticeInItsPlaceIsFoundWhereItIsPut) {
  const std::string page = "<body><article>" + kNotice + "Text</article>";
  const auto edits = listed(page, notice());
  ASSERT_EQ(edits.size(), 2U);
  EXPECT_EQ(edits[0].offset, edits[1].offset);
}

TEST(EditListing, TellsWhichTagsGotAttributes) {
  ProgramBuilder builder;
  builder.attributes({.owner = 0, .selector = selector("a"), .set = {{"rel", "x"}}, .remove = {}});
  const std::string_view page = "<p><a rel=x>1</a><a href=y>2</a>";
  const auto edits = listed(page, std::move(builder));
  ASSERT_EQ(edits.size(), 1U) << "the first one has it already";
  EXPECT_EQ(edits[0].kind, Kind::attributes);
  EXPECT_EQ(edits[0].offset, page.find("<a href=y>"));
  EXPECT_EQ(edits[0].before, "<a href=y>");
  EXPECT_EQ(edits[0].after, "<a href=y rel=\"x\">");
}

TEST(EditListing, TellsWhichElementsWereDisabled) {
  for (const std::size_t most_text : {std::size_t{0}, std::size_t{50}}) {
    ProgramBuilder builder;
    builder.disable({.owner = 0,
                     .selector = selector(".s"),
                     .max_text_bytes = most_text,
                     .mark = "p/r:disabled",
                     .html = "<span data-caveat=\"p/r:disabled\">No</span>"});
    const std::string_view page = "<p>Text</p><a class=s href=/s>Share</a>";
    const auto edits = listed(page, std::move(builder));
    ASSERT_EQ(edits.size(), 1U) << most_text;
    EXPECT_EQ(edits[0].kind, Kind::disabled);
    EXPECT_EQ(edits[0].offset, page.find("<a"));
    EXPECT_EQ(edits[0].before, "<a class=s href=/s>");
  }
}

TEST(EditListing, TellsWhatPrecedesAMention) {
  MentionSetBuilder mentions;
  EXPECT_TRUE(mentions.add("Heron"));
  ProgramBuilder builder;
  builder.label({.owner = 0,
                 .mentions = mentions.build(),
                 .every = true,
                 .mark = "p/r:label",
                 .html = "<i data-caveat=\"p/r:label\">*</i>"});
  const auto edits = listed("<p>Of <b>Her</b>on.</p>", std::move(builder));
  ASSERT_EQ(edits.size(), 1U);
  EXPECT_EQ(edits[0].kind, Kind::labelled);
  EXPECT_EQ(edits[0].before, "Her</b>on");
  EXPECT_TRUE(edits[0].preceding.ends_with("Of <b>"));
}

}  // namespace CAVEAT_THIS_FILE
}  // namespace caveat::html
