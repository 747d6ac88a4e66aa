// What one page costs in memory, however long it is and whatever is in it.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstddef>
#include <cstdlib>
#include <new>

#include "html/mention_set.h"
#include "tests/html/rewriting.h"

namespace {

/// Before each block stands its size.
constexpr std::size_t kHeader = alignof(std::max_align_t);
std::size_t live_bytes = 0;
std::size_t most_bytes = 0;

}  // namespace

void* operator new(std::size_t size) {
  void* const block = std::malloc(size + kHeader);
  if (block == nullptr) throw std::bad_alloc();
  *static_cast<std::size_t*>(block) = size;
  live_bytes += size;
  most_bytes = std::max(most_bytes, live_bytes);
  return static_cast<char*>(block) + kHeader;
}

void operator delete(void* pointer) noexcept {
  if (pointer == nullptr) return;
  void* const block = static_cast<char*>(pointer) - kHeader;
  live_bytes -= *static_cast<std::size_t*>(block);
  std::free(block);
}

void operator delete(void* pointer, std::size_t) noexcept {
  operator delete(pointer);
}

namespace caveat::html {
namespace {

using namespace tests;

constexpr std::size_t kKiB = 1024;
/// What is promised of a page, besides what is held and the one token at hand.
constexpr std::size_t kPerPage = 128 * kKiB;
/// And of one that is made to cost.
constexpr std::size_t kAtMost = 1280 * kKiB;

class CountingSink final : public ByteSink {
 public:
  void write(std::string_view bytes) override { bytes_ += bytes.size(); }
  std::size_t bytes() const { return bytes_; }

 private:
  std::size_t bytes_ = 0;
};

struct Cost {
  std::size_t memory = 0;  ///< the most that lived at one time
  std::size_t output = 0;
  bool placed = false;
  std::optional<Rewriter::Failure> failure = std::nullopt;
};

/// A page made of `beginning`, `times` times `part`, and `end`, in chunks of 16 KiB.
Cost cost_of(const std::shared_ptr<const Program>& program, const std::string& beginning,
             const std::string& part, std::size_t times, const std::string& end) {
  std::string parts;
  while (parts.size() + part.size() <= 16 * kKiB || parts.empty()) parts += part;
  const std::size_t rounds = times * part.size() / parts.size();
  CountingSink sink;
  const std::size_t before = live_bytes;
  most_bytes = before;
  Cost cost;
  {
    Rewriter rewriter(program, {}, sink);
    rewriter.write(beginning);
    for (std::size_t i = 0; i < rounds; ++i) rewriter.write(parts);
    rewriter.write(end);
    rewriter.finish();
    cost.failure = rewriter.failure();
    cost.placed = rewriter.all_placed();
  }
  cost.memory = most_bytes - before;
  cost.output = sink.bytes();
  return cost;
}

std::shared_ptr<const Program> whole_job(bool text_edits) {
  ProgramBuilder builder;
  builder.insert(notice_at({"start of body"}));
  builder.remove(
      {.owner = 0, .selector = selector(".share, a[href*='facebook.com/sharer'], li:nth-child(2) > b")});
  builder.remove({.owner = 0, .selector = selector("[class*=social]"), .max_text_bytes = 300});
  builder.attributes({.owner = 0,
                      .selector = selector("a[target=_blank]"),
                      .set = {{"rel", "noreferrer"}},
                      .remove = {"ping"}});
  builder.disable({.owner = 0,
                   .selector = selector("form, .comments"),
                   .max_text_bytes = 300,
                   .mark = "p/d:disabled",
                   .html = "<span data-caveat=\"p/d:disabled\">Off.</span>"});
  if (text_edits) {
    MentionSetBuilder mentions;
    static_cast<void>(mentions.add("Free Russia"));
    builder.label({.owner = 0,
                   .mentions = mentions.build(),
                   .every = true,
                   .mark = "p/l:label",
                   .html = "<i data-caveat=\"p/l:label\">*</i>"});
  }
  return builder.build();
}

const std::string kBeginning = "<!doctype html><html><head><title>t</title></head><body>";
const std::string kArticle =
    "<article><h1>Title</h1><div class=social><a href=/x>Share</a></div><p>Some text on Free <b>Russia</b> "
    "and "
    "<a target=_blank href='https://a.example/'>more</a>.<ul><li>a<li><b>b</b></ul><form "
    "action=/c><input></form>"
    "<div class=share><p>a<b>b</div><table><tr><td>c<td>d</table></article>\n";

TEST(RewriterMemory, DoesNotGrowWithThePage) {
  const Cost once = cost_of(whole_job(false), kBeginning, kArticle, 100, "</body></html>");
  const Cost often = cost_of(whole_job(false), kBeginning, kArticle, 30'000, "</body></html>");
  EXPECT_TRUE(often.placed);
  EXPECT_GT(often.output, 5'000 * kKiB);
  EXPECT_LT(often.memory, kPerPage);
  EXPECT_LT(often.memory, once.memory + 8 * kKiB);
}

TEST(RewriterMemory, DoesNotGrowWithThePageWhereTextIsEdited) {
  const Cost often = cost_of(whole_job(true), kBeginning, kArticle, 30'000, "</body></html>");
  EXPECT_TRUE(often.placed);
  EXPECT_LT(often.memory, kPerPage);
}

TEST(RewriterMemory, HoldsATagOf303KilobytesAndLittleElse) {
  const std::string tag = "<div data-x=\"" + std::string(303 * kKiB, 'x') + "\">";
  const Cost cost = cost_of(whole_job(false), kBeginning, tag, 1, "a</div></body></html>");
  EXPECT_TRUE(cost.placed);
  EXPECT_FALSE(cost.failure);
  EXPECT_GT(cost.output, tag.size());
  EXPECT_LT(cost.memory, 2 * tag.size() + kPerPage);
}

/// The page is followed no deeper than browsers nest, and is not served further than that.
TEST(RewriterMemory, IsBoundedForAMillionNestedElements) {
  for (const char* const start :
       {"<div>", "<b>", "<svg>", "<table>", "<div class=share>", "<form>", "<x-card>"}) {
    const Cost cost = cost_of(whole_job(false), kBeginning, start, 1'000'000, "");
    EXPECT_TRUE(cost.placed) << start;
    EXPECT_LT(cost.memory, kAtMost) << start;
  }
  const Cost divs = cost_of(whole_job(false), kBeginning, "<div>", 1'000'000, "");
  EXPECT_EQ(divs.failure, Rewriter::Failure::nesting_too_deep);
  EXPECT_LT(divs.output, 32 * kKiB);
}

/// A formatting element that its parent leaves open is opened again by what follows, each time.
TEST(RewriterMemory, IsBoundedForAMillionMisnestedElements) {
  for (const char* const part :
       {"<p><b>a</p>", "<p><a href=x>a</p>", "<div class=share><b></div>", "<i class=share>",
        "<b><div class=social></b>", "<form class=social><div></form>", "<li><font>"}) {
    const Cost cost = cost_of(whole_job(false), kBeginning, part, 1'000'000, "");
    EXPECT_TRUE(cost.placed) << part;
    EXPECT_LT(cost.memory, kAtMost) << part;
  }
}

}  // namespace
}  // namespace caveat::html
