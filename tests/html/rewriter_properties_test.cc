// What must hold for every page and every program: nothing matches, nothing changes; chunks do not matter;
// what has been rewritten is not rewritten again. Over the corpus, with the flagship pack's selectors and
// with random programs, and over random pages.
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
using ProgramPointer = std::shared_ptr<const Program>;

constexpr unsigned kRandomPages = 4000;
constexpr unsigned kTangledPages = 20'000;
constexpr unsigned kRandomPrograms = 20;

template <std::size_t size>
const char* one_of(const std::array<const char*, size>& list, std::mt19937& random) {
  return list[random() % size];
}

constexpr std::array kSelectors = {"p",
                                   "div",
                                   ".share",
                                   "a[href]",
                                   "li > a",
                                   "h2",
                                   "article p",
                                   "ul li",
                                   "span[class*=share i]",
                                   "[id]",
                                   "td",
                                   "b, i",
                                   "span[class]",
                                   "figure",
                                   "form",
                                   "div:not([id])",
                                   "img",
                                   "section > div",
                                   "iframe",
                                   "header",
                                   "[hidden]",
                                   "table",
                                   "script",
                                   "em",
                                   "#comments",
                                   "[data-src]",
                                   "x-card",
                                   "h1",
                                   ".a"};
constexpr std::array kPlaces = {"start of article", "end of article", "before p",    "after h1",
                                "start of main",    "end of main",    "after table", "before li",
                                "end of div",       "start of body",  "after p",     "end of body"};

/// Removes, attributes and one notice, each of them chosen at random.
ProgramPointer random_program(unsigned seed) {
  std::mt19937 random(seed);
  ProgramBuilder builder;
  builder.insert(notice_at({one_of(kPlaces, random), one_of(kPlaces, random)}));
  for (int i = 0; i < 2; ++i) {
    builder.remove({.owner = 0, .selector = selector(one_of(kSelectors, random)), .max_text_bytes = 0});
    builder.remove(
        {.owner = 0, .selector = selector(one_of(kSelectors, random)), .max_text_bytes = 1 + random() % 300});
  }
  builder.attributes({.owner = 0,
                      .selector = selector(one_of(kSelectors, random)),
                      .set = {{"rel", "noreferrer"}},
                      .remove = {"ping", "onclick"}});
  return builder.build();
}

/// The same with two rules that disable.
ProgramPointer random_disabling_program(unsigned seed) {
  std::mt19937 random(seed);
  ProgramBuilder builder;
  builder.insert(notice_at({one_of(kPlaces, random), one_of(kPlaces, random)}));
  builder.remove({.owner = 0, .selector = selector(one_of(kSelectors, random)), .max_text_bytes = 0});
  builder.remove({.owner = 0, .selector = selector(one_of(kSelectors, random)), .max_text_bytes = 20});
  for (const std::string rule : {"p/1", "p/2"}) {
    const std::string html = "<span data-caveat=\"" + rule + ":disabled\">Off.</span>";
    const std::size_t bound = random() % 2 * 20;
    builder.disable({.owner = 0,
                     .selector = selector(one_of(kSelectors, random)),
                     .max_text_bytes = bound,
                     .mark = rule + ":disabled",
                     .html = html});
    builder.disable({.owner = 0,
                     .selector = selector("[data-caveat-disabled~='" + rule + "']"),
                     .mark = rule + ":disabled",
                     .html = html});
  }
  return builder.build();
}

constexpr std::array kPieces = {"<p>",
                                "</p>",
                                "<div class=share>",
                                "<div>",
                                "</div>",
                                "<b>",
                                "</b>",
                                "<i class=a>",
                                "</i>",
                                "<a href=x>",
                                "</a>",
                                "<ul>",
                                "<li>",
                                "</li>",
                                "</ul>",
                                "<table>",
                                "<tr>",
                                "<td>",
                                "</td>",
                                "</table>",
                                "<select>",
                                "<option>",
                                "</select>",
                                "<svg>",
                                "<desc>",
                                "</svg>",
                                "<math>",
                                "<mi>",
                                "</math>",
                                "<template>",
                                "</template>",
                                "<noscript>",
                                "</noscript>",
                                "<article>",
                                "</article>",
                                "<main>",
                                "</main>",
                                "<h1>",
                                "</h1>",
                                "<!-- c -->",
                                "<!--",
                                "-->",
                                "<script>",
                                "</script>",
                                "<style>",
                                "</style>",
                                "<textarea>",
                                "</textarea>",
                                "<title>",
                                "</title>",
                                "</body>",
                                "</html>",
                                "<body>",
                                "<html id=x>",
                                "<form>",
                                "</form>",
                                "<button>",
                                "</button>",
                                "<img id=1>",
                                "<br>",
                                "word ",
                                "other ",
                                "&amp;",
                                "\n",
                                "<x-card>",
                                "</x-card>",
                                "<p hidden>",
                                "<details>",
                                "</details>",
                                "<b class=share>",
                                "<nobr>",
                                "</nobr>",
                                "<![CDATA[",
                                "]]>",
                                "</>",
                                "<?",
                                ">",
                                "<section>",
                                "</section>",
                                "<span class=share>",
                                "</span>",
                                "<iframe>",
                                "</iframe>",
                                "<h2>",
                                "</h2>",
                                "<em>",
                                "</em>"};

std::string random_page(unsigned seed) {
  std::mt19937 random(seed);
  std::string page = random() % 3 != 0 ? "<!doctype html>" : "";
  for (std::size_t pieces = 2 + random() % 40; pieces > 0; --pieces) page += one_of(kPieces, random);
  return page;
}

/// Of few pieces, so that the same stands in itself again and again: that is where tags close what is not
/// theirs.
std::string tangled_page(unsigned seed) {
  std::mt19937 random(seed);
  std::vector<const char*> few;
  for (std::size_t pieces = 3 + random() % 12; pieces > 0; --pieces) few.push_back(one_of(kPieces, random));
  std::string page = random() % 2 != 0 ? "<!doctype html>" : "";
  for (std::size_t pieces = 2 + random() % 30; pieces > 0; --pieces) page += few[random() % few.size()];
  return page;
}

/// None that a browser nests otherwise than its tags do.
constexpr std::array kNames = {
    "div class=share", "section", "ul class=a", "span",  "article", "main",         "em",     "figure",
    "x-card",          "header",  "footer",     "aside", "nav",     "details open", "i id=z", "dl"};

/// An element with what is in it.
std::string random_element(std::mt19937& random, int depth) {
  const std::string name = one_of(kNames, random);
  std::string html = "<" + name + ">";
  for (std::size_t pieces = random() % 5; pieces > 0; --pieces)
    html += depth < 6 && random() % 3 != 0 ? random_element(random, depth + 1) : "word ";
  return html + "</" + name.substr(0, name.find(' ')) + ">";
}

std::string random_tree(unsigned seed) {
  std::mt19937 random(seed);
  std::string page = "<!doctype html><body><p>first</p>";
  for (std::size_t elements = 1 + random() % 6; elements > 0; --elements) page += random_element(random, 0);
  return page + "<p>last</p></body></html>";
}

std::vector<fs::path> corpus_pages() {
  std::vector<fs::path> files;
  const auto root = corpus_folder("pages");
  if (!root) return files;
  for (const auto& entry : fs::recursive_directory_iterator(*root)) {
    if (entry.is_regular_file()) files.push_back(entry.path());
  }
  std::ranges::sort(files);
  return files;
}

/// Where two texts begin to differ, with what stands around it.
std::string difference(const std::string& once, const std::string& twice) {
  const auto [one, other] = std::ranges::mismatch(once, twice);
  const auto at = static_cast<std::size_t>(one - once.begin());
  const std::size_t from = at < 300 ? 0 : at - 300;
  return "first:  " + once.substr(from, 600) + "\nsecond: " + twice.substr(from, 600);
}

void expect_the_same_in_chunks(const std::string& page, const ProgramPointer& program,
                               const std::string& name) {
  EXPECT_TRUE(rewrite(page, program, 7).html == rewrite(page, program).html) << name << ": chunks matter";
}

/// Whether rewriting twice is rewriting once; where a notice has no place there is nothing to serve.
testing::AssertionResult is_not_changed_again(const std::string& page, const ProgramPointer& program) {
  const Rewritten once = rewrite(page, program);
  if (once.report.inserts.at(0).kind == InsertOutcome::Kind::failed) return testing::AssertionSuccess();
  const Rewritten twice = rewrite(once.html, program);
  if (twice.html == once.html) return testing::AssertionSuccess();
  return testing::AssertionFailure() << difference(once.html, twice.html);
}

TEST(RewriterProperties, HoldForTheCorpusWithRandomPrograms) {
  const auto files = corpus_pages();
  if (files.empty()) GTEST_SKIP() << "skipped: " << kCorpusMissing;
  for (std::size_t i = 0; i < files.size(); ++i) {
    const auto seed = static_cast<unsigned>(i % kRandomPrograms);
    const std::string page = read_file(files[i]);
    const std::string name = files[i].string() + ", program " + std::to_string(seed);
    expect_the_same_in_chunks(page, random_program(seed), name);
    EXPECT_TRUE(is_not_changed_again(page, random_program(seed))) << name;
  }
}

TEST(RewriterProperties, NoChunkingOfARandomPageMatters) {
  for (unsigned seed = 0; seed < kRandomPages; ++seed) {
    expect_the_same_in_chunks(random_page(seed), random_program(seed), "seed " + std::to_string(seed));
  }
}

TEST(RewriterProperties, AWellNestedPageIsNotChangedASecondTime) {
  for (unsigned seed = 0; seed < kRandomPages; ++seed) {
    EXPECT_TRUE(is_not_changed_again(random_tree(seed), random_program(seed))) << "seed " << seed;
  }
}

TEST(RewriterProperties, NoTornPageIsChangedASecondTime) {
  for (unsigned seed = 0; seed < kRandomPages; ++seed) {
    EXPECT_TRUE(is_not_changed_again(random_page(seed), random_program(seed))) << "seed " << seed;
  }
}

TEST(RewriterProperties, NoTangledPageIsChangedASecondTime) {
  for (unsigned seed = 0; seed < kTangledPages; ++seed) {
    const std::string page = tangled_page(seed);
    EXPECT_TRUE(is_not_changed_again(page, random_program(seed))) << "seed " << seed << ": " << page;
  }
}

TEST(RewriterProperties, NoTornPageIsChangedASecondTimeWhereWidgetsAreDisabled) {
  for (unsigned seed = 0; seed < kRandomPages; ++seed) {
    const std::string page = random_page(seed);
    EXPECT_TRUE(is_not_changed_again(page, random_disabling_program(seed)))
        << "seed " << seed << ": " << page;
    expect_the_same_in_chunks(page, random_disabling_program(seed), "seed " + std::to_string(seed));
  }
}

TEST(RewriterProperties, NoRuleThatMatchesMeansNoByteThatChanges) {
  ProgramBuilder builder;
  builder.remove({.owner = 0, .selector = selector("no-such-element, .no-such-class > p, p:not(p)")});
  builder.attributes({.owner = 0, .selector = selector("#no-such-id"), .set = {{"a", "b"}}, .remove = {}});
  const auto program = builder.build();
  for (unsigned seed = 0; seed < kRandomPages; ++seed) {
    const std::string page = random_page(seed);
    EXPECT_EQ(rewrite(page, program, 1 + seed % 9).html, page) << "seed " << seed;
  }
}

}  // namespace CAVEAT_THIS_FILE
}  // namespace caveat::html
