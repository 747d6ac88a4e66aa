// Mentions in a page's text: where they are labelled and withheld, and where not.
#include <gtest/gtest.h>

#include "html/charset.h"
#include "html/mention_reader.h"
#include "html/mention_set.h"
#include "html/rewriter.h"
#include "tests/corpus.h"
#include "tests/html/rewriting.h"

namespace caveat::html {
namespace CAVEAT_THIS_FILE {

using namespace tests;

std::shared_ptr<const MentionSet> mentions(const std::vector<std::string>& list) {
  MentionSetBuilder builder;
  for (const std::string& mention : list) EXPECT_TRUE(builder.add(mention)) << mention;
  return builder.build();
}

const std::string kLabel = R"(<i data-caveat="p/r:label">*</i>)";
const std::string kMark = R"(<i data-caveat="p/r:withheld">[]</i>)";

void label(ProgramBuilder& builder, const std::vector<std::string>& list, bool every = true) {
  builder.label(
      {.owner = 0, .mentions = mentions(list), .every = every, .mark = "p/r:label", .html = kLabel});
}

void withhold(ProgramBuilder& builder, const std::vector<std::string>& list) {
  builder.withhold({.owner = 0, .mentions = mentions(list), .html = kMark});
}

/// Our elements in short: "*" and "[]".
std::string shortened(std::string html) {
  for (const auto& [element, sign] : {std::pair(kLabel, "*"), std::pair(kMark, "[]")}) {
    for (std::size_t at = html.find(element); at != std::string::npos; at = html.find(element, at)) {
      html.replace(at, element.size(), sign);
    }
  }
  return html;
}

std::string rewritten(std::string_view page, const std::shared_ptr<const Program>& program,
                      std::size_t chunk = 0, std::string_view charset = "UTF-8",
                      Rewriter::Scope scope = Rewriter::Scope::page) {
  MemorySink sink;
  Rewriter rewriter(program, {}, sink, charset, scope);
  if (chunk == 0) chunk = page.size();
  for (std::size_t at = 0; at < page.size(); at += chunk) rewriter.write(page.substr(at, chunk));
  rewriter.finish();
  EXPECT_FALSE(rewriter.failure());
  return sink.bytes();
}

/// The same by any chunking, and done twice.
void expect_rewritten(std::string_view page, const std::shared_ptr<const Program>& program,
                      const std::string& expected, const std::string& what,
                      std::string_view charset = "UTF-8") {
  const std::string once = rewritten(page, program, 0, charset);
  EXPECT_EQ(shortened(once), expected) << what;
  EXPECT_EQ(rewritten(page, program, 1, charset), once) << what << ", byte by byte";
  EXPECT_EQ(rewritten(once, program, 0, charset), once) << what << ", twice";
}

/// The bytes of a byte order mark, which are a letter and half of another in GBK, and a mention behind them.
constexpr std::string_view kGbkMention = "\xEF\xBB\xBF\xB1\xC8\xCB\xB4\xF3";

TEST(ByteOrderMark, IsNoneAtTheBeginningOfAFragmentInAnotherCharset) {
  ProgramBuilder builder;
  withhold(builder, {"人大"});
  const std::string out = rewritten(kGbkMention, builder.build(), 0, "GBK", Rewriter::Scope::fragment);
  EXPECT_EQ(shortened(out), "\xEF\xBB\xBF\xB1[]");
}

TEST(ByteOrderMark, IsNoneWhereWhatStoodBeforeItWasTakenOut) {
  ProgramBuilder builder;
  builder.remove({.owner = 0, .selector = selector(".share")});
  withhold(builder, {"人大"});
  const std::string page = "<b class=share>x</b>" + std::string(kGbkMention);
  EXPECT_EQ(shortened(rewritten(page, builder.build(), 0, "GBK")), "\xEF\xBB\xBF\xB1[]");
}

TEST(ByteOrderMark, OfAPageIsNoTextBeforeItsFirstMention) {
  ProgramBuilder builder;
  withhold(builder, {"Медуза"});
  EXPECT_EQ(shortened(rewritten("\xEF\xBB\xBFМедуза", builder.build())), "\xEF\xBB\xBF[]");
}

struct Case {
  const char* what;
  const char* page;
  const char* expected;
};

const Case kLabelCases[] = {
    {"in a paragraph", "<p>о Медуза же", "<p>о Медуза* же"},
    {"across inline tags", "<p>Free <b>Rus</b>sia.", "<p>Free <b>Rus</b>sia*."},
    {"at the end of an inline element, inside it", "<a href=x>Медуза</a>", "<a href=x>Медуза*</a>"},
    {"across a comment and a script", "<p>Мед<!-- a --><script>1</script>уза",
     "<p>Мед<!-- a --><script>1</script>уза*"},
    {"through character references", "<p>&#1052;еду&shy;за&nbsp;Free&#32;Russia",
     "<p>&#1052;еду&shy;за*&nbsp;Free&#32;Russia*"},
    {"over a line break, not over a paragraph", "<p>Free<br>Russia<p>Free<p>Russia",
     "<p>Free<br>Russia*<p>Free<p>Russia"},
    {"not over the cells of a table", "<table><tr><td>Free<td>Russia</table>Медуза",
     "<table><tr><td>Free<td>Russia</table>Медуза*"},
    {"before a footnote", "Медуза<sup>1</sup>", "Медуза*<sup>1</sup>"},
    {"not in what is not text",
     "<title>Медуза</title><script>'Медуза'</script><style>Медуза</style><textarea>Медуза</textarea>",
     "<title>Медуза</title><script>'Медуза'</script><style>Медуза</style><textarea>Медуза</textarea>"},
    {"not in attributes and comments", "<img alt='Медуза'><!-- Медуза --><a title=Медуза>x</a>",
     "<img alt='Медуза'><!-- Медуза --><a title=Медуза>x</a>"},
    {"not in noscript and template", "<body><noscript>Медуза</noscript><template><p>Медуза</p></template>",
     "<body><noscript>Медуза</noscript><template><p>Медуза</p></template>"},
    {"not where markup cannot stand", "<select><option>Медуза</select><svg><text>Медуза</text></svg>",
     "<select><option>Медуза</select><svg><text>Медуза</text></svg>"},
    {"not in what bears our mark", "<div data-caveat='x/y'><p>Медуза</div>Медуза",
     "<div data-caveat='x/y'><p>Медуза</div>Медуза*"},
    {"in a button and in a heading", "<button>Медуза</button><h1>Медуза</h1>",
     "<button>Медуза*</button><h1>Медуза*</h1>"},
    {"across ruby readings", "<ruby>東<rt>とう</rt>京<rt>きょう</rt></ruby>",
     "<ruby>東<rt>とう</rt>京*<rt>きょう</rt></ruby>"},
    {"in text before any tag", "Медуза", "Медуза*"},
    {"in a page cut off within a tag", "<p>Медуза<b", "<p>Медуза*<b"},
    {"an ampersand that begins nothing", "<p>A & Медуза &", "<p>A & Медуза* &"},
};

TEST(Label, MarksMentionsInTheTextThatReadersSee) {
  ProgramBuilder builder;
  label(builder, {"Медуза", "Free Russia", "東京"});
  const auto program = builder.build();
  for (const Case& c : kLabelCases) expect_rewritten(c.page, program, c.expected, c.what);
}

const Case kFirstCases[] = {
    {"once each", "<p>Медуза Meduza Медуза Meduza", "<p>Медуза* Meduza* Медуза Meduza"},
    {"a hidden one does not count", "<p hidden>Медуза<p>Медуза Медуза", "<p hidden>Медуза*<p>Медуза* Медуза"},
};

TEST(Label, MarksTheFirstThatReadersSee) {
  ProgramBuilder builder;
  label(builder, {"Медуза", "Meduza"}, false);
  const auto program = builder.build();
  for (const Case& c : kFirstCases) expect_rewritten(c.page, program, c.expected, c.what);
}

TEST(Label, AnOlderLabelMakesWayForTheNewOne) {
  ProgramBuilder builder;
  label(builder, {"Медуза"});
  EXPECT_EQ(shortened(rewritten("<p>Медуза<i data-caveat=p/r:label>old <b>words</b></i> и "
                                "Риддл<i data-caveat='p/r:label'>*</i>",
                                builder.build())),
            "<p>Медуза* и Риддл");
}

const Case kWithholdCases[] = {
    {"in a paragraph", "<p>о Медуза же", "<p>о [] же"},
    {"markup within stays", "<p>Free <b>Rus</b>sia.", "<p>[]<b></b>."},
    {"not in a script", "<script>'Медуза'</script>", "<script>'Медуза'</script>"},
    {"what is withheld is not labelled", "<p>Медуза Риддл", "<p>[] Риддл*"},
    {"nor does a label reach over it", "<p>Радио Медуза Риддл", "<p>Радио [] Риддл*"},
};

TEST(Withhold, PutsAMarkInPlaceOfMentions) {
  ProgramBuilder builder;
  label(builder, {"Медуза", "Риддл", "Медуза Риддл"});
  withhold(builder, {"Медуза", "Free Russia"});
  const auto program = builder.build();
  for (const Case& c : kWithholdCases) expect_rewritten(c.page, program, c.expected, c.what);
}

const Case kElementCases[] = {
    {"a block", "<p>a<div class=x><p>secret</div>b", "<p>a</p>[]b"},
    {"an element within text", "a <b class=x>secret</b> b", "a [] b"},
    {"a void element", "a<img class=x>b", "a[]b"},
    {"a cell", "<table><tr><td>a<td class=x>secret<td>b</table>",
     "<table><tr><td>a</td><td>[]</td><td>b</table>"},
    {"a row", "<table><tr class=x><td>secret<tr><td>b</table>",
     "<table><tr><td>[]</td></tr><tr><td>b</table>"},
    {"an item", "<ul><li class=x>secret<li>b</ul>", "<ul><li>[]</li><li>b</ul>"},
    {"one where no text is seen leaves nothing",
     "<head><meta class=x></head><select><option class=x>s</select>", "<head></head><select></select>"},
    {"one that is also taken out leaves nothing", "a<i class='x gone'>secret</i>b", "ab"},
    {"what stands for it counts among its neighbours", "<p><b class=x>secret</b><b>a</b><b>b</b>",
     "<p>[]<b>a</b>"},
};

TEST(Withhold, PutsAMarkInPlaceOfElements) {
  ProgramBuilder builder;
  builder.remove({.owner = 0, .selector = selector(".x"), .max_text_bytes = 0, .mark_html = kMark});
  builder.remove({.owner = 0, .selector = selector(".gone, b:nth-child(3)"), .max_text_bytes = 0});
  const auto program = builder.build();
  for (const Case& c : kElementCases) expect_rewritten(c.page, program, c.expected, c.what);
}

TEST(Label, GoesWithOtherEditsOfThePage) {
  ProgramBuilder builder;
  builder.insert(notice_at({"start of article"}));
  builder.remove({.owner = 0, .selector = selector(".share, span:nth-child(2)"), .max_text_bytes = 0});
  label(builder, {"Медуза", "Sharing"});
  expect_rewritten("<article><p><b>Медуза</b> <i class=share>Медуза</i> <span>s</span>", builder.build(),
                   "<article>" + kNotice + "<p><b>Медуза*</b>  ",
                   "the notice is not labelled, what goes is not labelled, labels are not counted");
}

TEST(Label, WorksInLegacyCharsets) {
  ProgramBuilder builder;
  label(builder, {"Медуза", "東京"});
  const auto program = builder.build();
  expect_rewritten("<p>\xCC\xE5\xE4<b>\xF3\xE7\xE0</b> \x98", program,
                   "<p>\xCC\xE5\xE4<b>\xF3\xE7\xE0*</b> \x98", "windows-1251", "windows-1251");
  expect_rewritten("<p>\xED\xC5\xC4\xD5\xDA\xC1.", program, "<p>\xED\xC5\xC4\xD5\xDA\xC1*.", "KOI8-R",
                   "KOI8-R");
  expect_rewritten("<p>\x93\x8C\x8B\x9E\x83\x5C", program, "<p>\x93\x8C\x8B\x9E*\x83\x5C", "Shift_JIS",
                   "Shift_JIS");
}

TEST(Label, FindsMentionsInABlockOfAnyLength) {
  ProgramBuilder builder;
  label(builder, {"Free Russia", "Free Russia Foundation", "re:Мед[а-я]+"});
  const auto program = builder.build();
  std::string page = "<p>";
  std::string expected = "<p>";
  for (int i = 0; i < 20'000; ++i) {
    page += i % 7 == 0 ? "Free <b>Russia</b> Foundation " : i % 3 == 0 ? "медуза, " : "и всё такое прочее ";
    expected += i % 7 == 0   ? "Free <b>Russia</b> Foundation* "
                : i % 3 == 0 ? "медуза*, "
                             : "и всё такое прочее ";
  }
  for (const std::size_t chunk : {0, 1, 1000, 4096, 70'000}) {
    EXPECT_TRUE(shortened(rewritten(page, program, chunk)) == expected) << "chunks of " << chunk;
  }
  EXPECT_TRUE(rewritten(rewritten(page, program), program) == rewritten(page, program));
}

TEST(Label, HoldsNoMoreThanABlockThatIsFull) {
  ProgramBuilder builder;
  label(builder, {"Медуза"});
  MemorySink sink;
  Rewriter rewriter(builder.build(), {}, sink);
  std::size_t written = 0;
  for (int i = 0; i < 100'000; ++i) {
    const std::string_view text = "слово и дело ";
    rewriter.write(text);
    written += text.size();
    ASSERT_LE(written - sink.bytes().size(), std::size_t{80} * 1024);
  }
}

TEST(MentionReader, TellsWhichSetsThePageHas) {
  const MentionReader::Sets sets = {mentions({"Медуза"}), mentions({"Риддл"}), mentions({"re:Free .*ion"})};
  const std::string_view page = "<title>Риддл</title><p>Мед<b>уза</b>ми<p>Free <i>Foundation</i><p>Медуза";
  for (const std::size_t chunk : {std::size_t{1}, page.size()}) {
    MentionReader reader(sets, "UTF-8", 1000);
    for (std::size_t at = 0; at < page.size(); at += chunk) reader.write(page.substr(at, chunk));
    EXPECT_EQ(reader.found(), (std::vector<bool>{false, false, true}));
    reader.finish();
    EXPECT_EQ(reader.found(), (std::vector<bool>{true, false, true}));
  }
}

TEST(Label, RealPagesLabelledTwiceAreLabelledOnce) {
  const auto pages = caveat::tests::corpus_folder("pages");
  if (!pages) GTEST_SKIP() << caveat::tests::kCorpusMissing;
  ProgramBuilder builder;
  label(builder, {"re:[а-я]{7}", "the", "and", "Россия", "США", "news", "re:[0-9]+", "Росси*"});
  label(builder, {"re:The [a-z]+"}, false);
  withhold(builder, {"re:of the [a-z]+", "говор*", "that"});
  const auto program = builder.build();
  std::size_t changed = 0;
  for (const auto& file : std::filesystem::recursive_directory_iterator(*pages)) {
    if (!file.is_regular_file()) continue;
    const std::string page = caveat::tests::read_file(file.path());
    const std::string charset = sniff_charset(page, "").name;
    const std::string once = rewritten(page, program, 0, charset);
    EXPECT_TRUE(rewritten(once, program, 0, charset) == once) << file.path();
    EXPECT_TRUE(rewritten(page, program, 777, charset) == once) << file.path();
    changed += once != page ? 1 : 0;
  }
  EXPECT_GT(changed, 50U);
}

}  // namespace CAVEAT_THIS_FILE
}  // namespace caveat::html
