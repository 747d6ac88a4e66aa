// What must hold for every page there is: the corpus's pages through programs of every kind.
#include "html/rewriter.h"

#include <gtest/gtest.h>

#include <random>

#include "tests/corpus.h"
#include "tests/html/rewriting.h"

namespace caveat::html {
namespace CAVEAT_THIS_FILE {

using namespace tests;
using caveat::tests::corpus_folder;
using caveat::tests::kCorpusMissing;
using caveat::tests::read_file;
namespace fs = std::filesystem;

/// The whole job: a notice with fallbacks, widgets of both kinds, attributes.
std::shared_ptr<const Program> whole_job() {
  ProgramBuilder builder;
  builder.insert(notice_at({"start of article", "start of main", "start of body"}));
  builder.remove(
      {.owner = 0,
       .selector = selector("a[href*='facebook.com/sharer'], a[href*='twitter.com/intent'], "
                            "a[href*='twitter.com/share'], iframe[src*='facebook.com/plugins/like']")});
  builder.remove(
      {.owner = 0,
       .selector = selector(".share, .social-share, .sharedaddy, [class*=addthis], form, ul > .tw"),
       .max_text_bytes = 400});
  builder.attributes({.owner = 0,
                      .selector = selector("a[target=_blank]"),
                      .set = {{"rel", "noreferrer"}},
                      .remove = {"ping"}});
  return builder.build();
}

/// Awkward places: behind, before and at the end of elements that nest and are left open.
std::shared_ptr<const Program> awkward_places() {
  ProgramBuilder builder;
  builder.insert(
      notice_at({"after h1", "end of article", "before p:nth-of-type(2)", "after table td > div"}));
  builder.remove({.owner = 0, .selector = selector("li.first, td > b, i, p > a")});
  builder.remove({.owner = 0, .selector = selector("div:not([class]) div, table"), .max_text_bytes = 200});
  return builder.build();
}

/// Widgets of both kinds are disabled by two rules, next to notices, removals and attributes.
std::shared_ptr<const Program> disabled_widgets() {
  ProgramBuilder builder;
  const auto disable = [&builder](const char* rule, const char* selectors, std::size_t max_text_bytes) {
    const std::string mark = std::string("pack/") + rule;
    builder.disable({.owner = 0,
                     .selector = selector(selectors),
                     .max_text_bytes = max_text_bytes,
                     .mark = mark + ":disabled",
                     .html = "<span data-caveat=\"" + mark + ":disabled\">Not here.</span>"});
    builder.disable({.owner = 0,
                     .selector = selector("[data-caveat-disabled~='" + mark + "']"),
                     .mark = mark + ":disabled",
                     .html = "<span data-caveat=\"" + mark + ":disabled\">Not here.</span>"});
  };
  builder.insert(notice_at({"before form", "after h1", "start of ul"}));
  builder.remove({.owner = 0, .selector = selector("li:nth-child(3), iframe")});
  builder.remove({.owner = 0, .selector = selector("nav, .share > a, td div"), .max_text_bytes = 100});
  builder.attributes(
      {.owner = 0, .selector = selector("a"), .set = {{"rel", "noreferrer"}, {"href", "/x"}}, .remove = {}});
  disable("a", "form, a[target], li:first-child, tr.x, select", 0);
  disable("b", "[class*=share], [class*=social], div:not([class]) div, ul, p > a", 200);
  return builder.build();
}

std::shared_ptr<const Program> nothing_matches() {
  ProgramBuilder builder;
  builder.remove(
      {.owner = 0, .selector = selector("caveat-no-such-element, .caveat-no-such-class[href] > p")});
  builder.attributes({.owner = 0, .selector = selector("#caveat-none"), .set = {{"a", "b"}}, .remove = {}});
  return builder.build();
}

std::vector<fs::path> pages() {
  std::vector<fs::path> files;
  for (const char* folder : {"pages", "charset"}) {
    const auto root = corpus_folder(folder);
    if (!root) continue;
    for (const auto& entry : fs::recursive_directory_iterator(*root)) {
      if (entry.is_regular_file()) files.push_back(entry.path());
    }
  }
  return files;
}

/// Feeds chunks of 1 to `limit` bytes.
std::string in_random_chunks(std::string_view page, const std::shared_ptr<const Program>& program,
                             std::size_t limit, unsigned seed) {
  std::mt19937 random(seed);
  MemorySink sink;
  Rewriter rewriter(program, {}, sink);
  while (!page.empty()) {
    const std::size_t size = std::min<std::size_t>(page.size(), 1 + random() % limit);
    rewriter.write(page.substr(0, size));
    page.remove_prefix(size);
  }
  rewriter.finish();
  return sink.bytes();
}

class EveryPage : public testing::Test {
 protected:
  void SetUp() override {
    files_ = pages();
    if (files_.empty()) GTEST_SKIP() << "skipped: " << kCorpusMissing;
  }
  std::vector<fs::path> files_;
};

TEST_F(EveryPage, LeavesAsItCameWhereNothingMatches) {
  const auto program = nothing_matches();
  for (const fs::path& file : files_) {
    const std::string page = read_file(file);
    EXPECT_TRUE(rewrite(page, program, 4096).html == page) << file;
  }
}

TEST_F(EveryPage, ComesOutTheSameInAnyChunks) {
  for (const auto& program : {whole_job(), awkward_places(), disabled_widgets()}) {
    for (const fs::path& file : files_) {
      const std::string page = read_file(file);
      const std::string whole = rewrite(page, program).html;
      EXPECT_TRUE(rewrite(page, program, 1).html == whole) << file << ", byte by byte";
      EXPECT_TRUE(in_random_chunks(page, program, 1000, 1) == whole) << file << ", in random chunks";
    }
  }
}

TEST_F(EveryPage, IsNotChangedASecondTime) {
  for (const auto& program : {whole_job(), awkward_places(), disabled_widgets()}) {
    for (const fs::path& file : files_) {
      const auto once = rewrite(read_file(file), program);
      const auto twice = rewrite(once.html, program);
      EXPECT_TRUE(twice.html == once.html) << file;
    }
  }
}

TEST_F(EveryPage, CarriesTheNoticeExactlyOnce) {
  const auto program = whole_job();
  for (const fs::path& file : files_) {
    const auto result = rewrite(read_file(file), program);
    if (result.report.inserts.at(0).kind == InsertOutcome::Kind::failed) continue;
    const auto first = result.html.find(kNotice);
    EXPECT_NE(first, std::string::npos) << file;
    EXPECT_EQ(result.html.find(kNotice, first + 1), std::string::npos) << file;
  }
}

}  // namespace CAVEAT_THIS_FILE
}  // namespace caveat::html
