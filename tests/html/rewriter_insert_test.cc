// Where a notice goes. In the tables, ¶ stands for the notice.
#include "html/rewriter.h"

#include <gtest/gtest.h>

#include "tests/html/rewriting.h"

namespace caveat::html {
namespace CAVEAT_THIS_FILE {

using namespace tests;

std::string with_notice(std::string text) {
  static const std::string kSign = "¶";
  for (auto at = text.find(kSign); at != std::string::npos; at = text.find(kSign)) {
    text.replace(at, kSign.size(), kNotice);
  }
  return text;
}

struct Case {
  const char* what;
  std::vector<std::string> places;
  const char* page;
  const char* expected;
};

const std::vector<std::string> kFlagship = {"start of article", "start of main", "start of body"};

const Case kCases[] = {
    {"the first place wins though it comes last", kFlagship,
     "<body><main><p>a</p><article><p>b</p></article></main></body>",
     "<body><main><p>a</p><article>¶<p>b</p></article></main></body>"},
    {"without an article the main element is next", kFlagship, "<body><main><p>a</p></main></body>",
     "<body><main>¶<p>a</p></main></body>"},
    {"without either, the body", kFlagship, "<html><body class=x><p>a</p></body></html>",
     "<html><body class=x>¶<p>a</p></body></html>"},
    {"a body without tags begins before its first content",
     {"start of body"},
     "<title>t</title>\n hello",
     "<title>t</title>\n ¶hello"},
    {"a body in a comment or a script is none",
     {"start of body"},
     "<!-- <body> --><script>'<body>'</script><body><p>a",
     "<!-- <body> --><script>'<body>'</script><body>¶<p>a"},
    {"an article in a string of a script is none",
     {"start of article"},
     "<body><script>x = '<article>';</script><article>a</article>",
     "<body><script>x = '<article>';</script><article>¶a</article>"},
    {"the end of the body is the last resort",
     {"start of article"},
     "<body><p>a</p></body></html>",
     "<body><p>a</p>¶</body></html>"},
    {"an element that some browsers replace shows no article", kFlagship,
     "<body><fencedframe><article>a</article></fencedframe>",
     "<body>¶<fencedframe><article>a</article></fencedframe>"},
    {"also where the page just ends", {"start of article"}, "<p>a", "<p>a¶"},
    {"a byte order mark is not the body's beginning",
     {"start of body"},
     "\xEF\xBB\xBF<!doctype html><title>t</title><p>a",
     "\xEF\xBB\xBF<!doctype html><title>t</title>¶<p>a"},
    {"also where nothing follows it", {"start of body"}, "\xEF\xBB\xBF", "\xEF\xBB\xBF¶"},
    {"an empty page gets it too", {"start of article"}, " ", " ¶"},
    {"before an element",
     {"before .lead"},
     "<body><h1>t</h1><p class='x lead'>a</p>",
     "<body><h1>t</h1>¶<p class='x lead'>a</p>"},
    {"after an element with an end tag",
     {"after h1"},
     "<body><h1>t</h1><p>a</p>",
     "<body><h1>t</h1>¶<p>a</p>"},
    {"after an element whose end is implied",
     {"after p"},
     "<body><p>a<div>b</div>",
     "<body><p>a¶<div>b</div>"},
    {"after a void element", {"after img"}, "<body><img src=x>a", "<body><img src=x>¶a"},
    {"at the end of an element",
     {"end of article"},
     "<body><article><p>a</article><p>b",
     "<body><article><p>a¶</article><p>b"},
    {"at the end of an element that is never closed",
     {"end of article"},
     "<body><article><p>a</body>",
     "<body><article><p>a¶</body>"},
    {"not in a hidden article but in the next",
     {"start of article"},
     "<body><article hidden>a</article><article>b</article>",
     "<body><article hidden>a</article><article>¶b</article>"},
    {"not inside what an inline style hides",
     {"start of article"},
     "<body><div style='color:red; Display : none'><article>a</article></div>",
     "<body><div style='color:red; Display : none'><article>a</article></div>¶"},
    {"not inside what a style hides in other words",
     {"start of article"},
     "<body><div style='d\\69splay/**/:no&#110;e !important'><article>a</article></div>",
     "<body><div style='d\\69splay/**/:no&#110;e !important'><article>a</article></div>¶"},
    {"not in a template",
     {"start of article"},
     "<body><template><article>a</article></template><article>b</article>",
     "<body><template><article>a</article></template><article>¶b</article>"},
    {"not in a select that was left open",
     {"start of article"},
     "<body><select><option>a",
     "<body><select><option>a</option></select>¶"},
    {"not in a textarea that was left open",
     {"start of article"},
     "<body><textarea>a",
     "<body><textarea>a</textarea>¶"},
    {"not in a doctype that was left open", {"start of article"}, "<!doctype html", "<!doctype html>¶"},
    {"not in a comment that was left open", {"start of article"}, "<body><p>a<!-- b", "<body><p>a<!-- b-->¶"},
    {"not in a script that was left open",
     {"start of article"},
     "<body><p>a<script>b",
     "<body><p>a<script>b--></script>¶"},
    {"not in a comment that was left open before the body", kFlagship, "<title>t</title><!-- b",
     "<title>t</title><!-- b-->¶"},
    {"not in a title that was left open", kFlagship, "<title>a<p>b", "<title>a<p>b</title>¶"},
    {"not in a template that was left open",
     {"start of article"},
     "<body><template><p>a",
     "<body><template><p>a</p></template>¶"},
    {"not in hidden elements that were left open",
     {"start of article"},
     "<body><div hidden><p>a</body>",
     "<body><div hidden><p>a</p></div>¶</body>"},
    {"nor in one that is left open when what is around it is closed from amid the open elements",
     {"end of body"},
     "<body><p hidden><nobr><dl><nobr><div hidden><svg>",
     "<body><p hidden><nobr><dl><nobr><div hidden><svg></nobr></div>¶"},
    {"before a tag that the end of the page cuts off",
     {"start of article"},
     "<body><p>a<div class='x",
     "<body><p>a¶<div class='x"},
    {"not where a hidden formatting element would be opened again",
     {"start of article"},
     "<body><p><b hidden>a</p><article>b</article>",
     "<body><p><b hidden>a</p><article>b</article></b>¶"},
    {"nor before an element there",
     {"before h2"},
     "<body><p><font style='display:none'>a</p><h2>b</h2>",
     "<body><p><font style='display:none'>a</p><h2>b</h2></font>¶"},
    {"nor behind one", {"after h1"}, "<body><h1><i hidden>a</h1>b", "<body><h1><i hidden>a</h1>b</i>¶"},
    {"but where its end tag came",
     {"start of article"},
     "<body><p><b hidden>a</p></b><article>b</article>",
     "<body><p><b hidden>a</p></b><article>¶b</article>"},
    {"or where it is closed in order",
     {"start of article"},
     "<body><p><b hidden>a</b></p><article>b</article>",
     "<body><p><b hidden>a</b></p><article>¶b</article>"},
    {"an element of another name does not end it",
     {"start of article"},
     "<body><p><b hidden>a</p></i><article>b</article>",
     "<body><p><b hidden>a</p></i><article>b</article></b>¶"},
    {"each of several has to be ended",
     {"start of article"},
     "<body><p><b hidden><i><b hidden>a</p><article>b</article>",
     "<body><p><b hidden><i><b hidden>a</p><article>b</article></b></b>¶"},
    {"a cell of a table opens none again that stands before it",
     {"start of article"},
     "<body><table><tr><td><b hidden>a</td><td><article>b</article></td></tr></table>",
     "<body><table><tr><td><b hidden>a</td><td><article>¶b</article></td></tr></table>"},
    {"one that shows may be opened again",
     {"start of article"},
     "<body><p><b>a</p><article>b</article>",
     "<body><p><b>a</p><article>¶b</article>"},
    {"through many blocks its end tag only moves it",
     {"start of article"},
     "<body><b hidden><div><div><div><div><div><div><div><div></b>a</div></div></div></div></div></div></div>"
     "</div><article>b</article>",
     "<body><b hidden><div><div><div><div><div><div><div><div></b>a</div></div></div></div></div></div></div>"
     "</div><article>b</article></b>¶"},
    {"not behind a hidden element whose end is implied",
     {"after li", "after ul"},
     "<body><ul><li hidden>a</ul>b",
     "<body><ul><li hidden>a</ul>¶b"},
    {"nor behind an end tag that leaves a hidden element open",
     {"after b"},
     "<body><b>a<span hidden><div>c</b>d",
     "<body><b>a<span hidden><div>c</b>d</div>¶"},
    {"nor at the end of an element in which a hidden one is open",
     {"end of article", "before h2"},
     "<body><article>a<details></article><ul><li hidden>b<li><h2>c</h2></ul>",
     "<body><article>a<details></article><ul><li hidden>b<li>¶<h2>c</h2></ul>"},
    {"nor before one that closes a hidden one",
     {"before .two"},
     "<body><ul><li hidden>a<li class=two>b</ul>",
     "<body><ul><li hidden>a<li class=two>b</ul>¶"},
    {"an end tag that a select keeps from its element does not end it",
     {"start of article"},
     "<body><p><i hidden>a<ul><select></i></select></ul><article>b</article>",
     "<body><p><i hidden>a<ul><select></i></select></ul><article>b</article></i>¶"},
    {"an end tag closes what is inside the innermost block, and that is its shadow's host",
     {"start of h2"},
     "<body><b><div><span></b><template shadowrootmode=open></template><h2>a</h2></div>",
     "<body><b><div><span></b><template shadowrootmode=open></template><h2>a</h2></div>¶"},
    {"nor in an element that a marker shields from its own list",
     {"start of article"},
     "<body><p><b hidden>a</p><marquee><article>b</article></marquee>",
     "<body><p><b hidden>a</p><marquee><article>b</article></marquee></b>¶"},
    {"nor in a select that an end tag seems to leave",
     {"start of article"},
     "<body><ul><li><select></li></ul>b",
     "<body><ul><li><select></li></ul>b</select>¶"},
    {"not in an element whose shadow tree is shown",
     {"start of article p", "start of main"},
     "<body><main><p>x</p></main><article><template shadowrootmode=open>t</template><p>a</p></article>",
     "<body><main>¶<p>x</p></main><article><template shadowrootmode=open>t</template><p>a</p></article>"},
    {"not where a shadow tree came to be shown",
     {"start of .nowhere", "start of article", "start of main"},
     "<body><main>x</main><article><p>a</p><template shadowrootmode=OPEN>t</template></article>",
     "<body><main>x</main><article><p>a</p><template shadowrootmode=OPEN>t</template></article>¶"},
    {"nor in an element of its own name",
     {"start of article"},
     "<body><x-page><template shadowrootmode=closed><slot></slot></template><article>a</article></x-page>",
     "<body><x-page><template shadowrootmode=closed><slot></slot></template><article>a</article></x-page>¶"},
    {"a template of another kind hides nothing around it",
     {"start of article p"},
     "<body><article><template shadowrootmode=no>t</template><p>a</p></article>",
     "<body><article><template shadowrootmode=no>t</template><p>¶a</p></article>"},
    {"a notice that stands there already stays", kFlagship, "<body><article>¶<p>b</p></article>",
     "<body><article>¶<p>b</p></article>"},
    {"a notice in the wrong place moves", kFlagship, "<body>¶<article><p>b</p></article>",
     "<body><article>¶<p>b</p></article>"},
    {"a notice in old wording is replaced", kFlagship,
     "<body><article><div data-caveat=pack/rule><div>old</div> text</div><p>b</p></article>",
     "<body><article>¶<p>b</p></article>"},
    {"a notice that is there twice is there once", kFlagship, "<body><article>¶<p>b</p>¶</article>¶",
     "<body><article>¶<p>b</p></article>"},
    {"an old notice that is never closed does not swallow the page", kFlagship,
     "<body><div data-caveat=pack/rule>old<article><p>b</p></article>", "<body><article>¶<p>b</p></article>"},
};

TEST(Insert, PutsTheNoticeWhereABrowserShowsIt) {
  for (const Case& c : kCases) {
    ProgramBuilder builder;
    builder.insert(notice_at(c.places));
    const auto program = builder.build();
    const std::string page = with_notice(c.page);
    const std::string expected = with_notice(c.expected);
    EXPECT_EQ(rewrite(page, program).html, expected) << c.what;
    EXPECT_EQ(rewrite(page, program, 1).html, expected) << c.what << ", byte by byte";
    EXPECT_EQ(rewrite(expected, program).html, expected) << c.what << ", again";
  }
}

TEST(Insert, FailsWhereNoBrowserWouldShowIt) {
  for (const char* page : {"<frameset><frame src=a></frameset>", "<body hidden>a</body>",
                           "<body><plaintext>a", "<html style='display:none'><body>a"}) {
    ProgramBuilder builder;
    builder.insert(notice_at({"start of article"}));
    const auto result = rewrite(page, builder.build());
    EXPECT_EQ(result.report.inserts.at(0).kind, InsertOutcome::Kind::failed) << page;
    EXPECT_EQ(result.html, page);
  }
}

TEST(Insert, FailsWhereTheNoticeTurnsOutToBeHidden) {
  const std::pair<const char*, const char*> kPages[] = {
      {"start of body", "<body><template shadowrootmode=open>a</template>b</body>"},
      {"start of body", "<p>a</p><template shadowrootmode=open>a</template>"},
      // The notice ends the paragraph, so that the body is the template's parent.
      {"start of b", "<body><p><b>a<template shadowrootmode=open>a</template>"},
  };
  for (const auto& [where, page] : kPages) {
    ProgramBuilder builder;
    builder.insert(notice_at({where}));
    MemorySink sink;
    Rewriter rewriter(builder.build(), {}, sink);
    rewriter.write(page);
    EXPECT_EQ(rewriter.failure(), Rewriter::Failure::notice_hidden) << page;
    EXPECT_EQ(rewriter.report().inserts.at(0).kind, InsertOutcome::Kind::failed) << page;
  }
}

TEST(Insert, FailsWhereFramesTakeTheBodysPlaceWhileABetterOneIsAwaited) {
  ProgramBuilder builder;
  builder.insert(notice_at({"start of article", "start of div"}));
  const std::string page = "<div><frameset><frame src=a></frameset>";
  const auto result = rewrite(page, builder.build());
  EXPECT_EQ(result.report.inserts.at(0).kind, InsertOutcome::Kind::failed);
  EXPECT_EQ(result.html, page);
}

/// No frames come behind text.
TEST(Insert, KeepsTheBodyThatANoticeStandsIn) {
  ProgramBuilder builder;
  builder.insert(notice_at({"start of body"}));
  builder.remove({.owner = 0, .selector = selector(".share")});
  const auto program = builder.build();
  for (const char* const link : {"", "<i class=share>a</i>"}) {
    const std::string expected = kNotice + "<div><frameset>b";
    EXPECT_EQ(rewrite("<div>" + std::string(link) + "<frameset><i class=share>a</i>b", program).html,
              expected);
    EXPECT_EQ(rewrite(expected, program).html, expected);
  }
}

/// Else every page with a component inside a paragraph would be refused.
TEST(Insert, StandsWhereAShadowTreeIsShownInAnElementBesideIt) {
  ProgramBuilder builder;
  builder.insert(notice_at({"start of article"}));
  const auto program = builder.build();
  const std::string page =
      "<body><article><p>a <x-icon><template shadowrootmode=open>b</template></x-icon> <b>c<template "
      "shadowrootmode=open></template></b></p></article>";
  EXPECT_EQ(rewrite(page, program).html, "<body><article>" + kNotice + page.substr(15));
}

/// A notice ends the paragraph that it stands in; what is hidden and would have ended with that goes on.
struct ParagraphCase {
  std::string_view what;
  std::string_view page;
  std::string_view expected;  ///< ¶ is the first notice, § the second; empty: the second has no place
};
constexpr ParagraphCase kParagraphs[] = {
    {"nothing hidden is open", "<p>a<meter></meter><p>b<h1>c</h1>", "<p>¶a<meter></meter><p>b<h1>§c</h1>"},
    {"a meter goes on behind the paragraph", "<p>a<meter><p>b<h1>c</h1>", ""},
    {"the same behind an end tag", "<p>a<meter></p>b<h1>c</h1>", ""},
    {"the same behind what stands around the notice", "<p><ins>a<meter></ins>b</p><h1>c</h1>", ""},
    {"a hidden element does", "<p>a<span hidden><div>b</div><h1>c</h1>", ""},
    {"it ends with what is around the paragraph", "<div><p>a<meter><p>b</div><h1>c</h1>",
     "<div><p>¶a<meter><p>b</div><h1>§c</h1>"},
    {"a form does not end what is open in it", "<form><p>a<meter><dd>b</form><h1>c</h1>", ""},
    {"the end tag of an element may be that of one in the meter",
     "<rt><p>a<meter><rt><h2>b</h2></rt><h1>c</h1>", ""},
    {"a notice in no paragraph ends nothing", "<article>a<span><meter></span><p>b</article><h1>c</h1>",
     "<article>¶a<span><meter></span><p>b</article><h1>§c</h1>"},
};

TEST(Insert, KeepsTheSecondNoticeOutOfWhatTheFirstKeepsOpen) {
  for (const ParagraphCase& c : kParagraphs) {
    ProgramBuilder builder;
    const std::string second = "<div data-caveat=\"b/b\">2</div>";
    builder.insert(notice_at({"start of article", "start of ins", "start of p"}));
    builder.insert({.owner = 0, .places = {place("start of h1")}, .mark = "b/b", .html = second});
    const auto program = builder.build();
    const auto once = rewrite(c.page, program);
    const bool failed = once.report.inserts.at(1).kind == InsertOutcome::Kind::failed;
    EXPECT_EQ(failed, c.expected.empty()) << c.what << ": " << once.html;
    if (failed) continue;
    std::string expected = with_notice(std::string(c.expected));
    expected.replace(expected.find("§"), std::string_view("§").size(), second);
    EXPECT_EQ(once.html, expected) << c.what;
    EXPECT_EQ(rewrite(once.html, program).html, once.html) << c.what << ", again";
  }
}

TEST(Insert, TakesTheBestPlaceWithinTheHoldAndTheNextThatComesAfterIt) {
  ProgramBuilder builder;
  builder.insert(notice_at({"start of article", "start of main"}));
  const auto program = builder.build();
  const RewriterLimits limits{.hold_bytes = 100};
  const std::string filler(200, 'x');
  EXPECT_EQ(rewrite("<body><main>" + filler + "<article>a</article>", program, 0, limits).html,
            "<body><main>" + kNotice + filler + "<article>a</article>");
  EXPECT_EQ(rewrite("<body>" + filler + "<main>" + filler + "<article>a</article>", program, 7, limits).html,
            "<body>" + filler + "<main>" + kNotice + filler + "<article>a</article>");
}

TEST(Insert, LetsNothingOutWhileItWaitsAndEverythingAfter) {
  ProgramBuilder builder;
  builder.insert(notice_at({"start of article", "start of body"}));
  MemorySink sink;
  Rewriter rewriter(builder.build(), {}, sink);
  rewriter.write("<body><p>one</p>");
  EXPECT_TRUE(rewriter.holding());
  EXPECT_EQ(sink.bytes(), "");
  rewriter.release_hold();
  EXPECT_TRUE(rewriter.all_placed());
  EXPECT_EQ(sink.bytes(), "<body>" + kNotice + "<p>one</p>");
  rewriter.write("<article>two");
  EXPECT_EQ(sink.bytes(), "<body>" + kNotice + "<p>one</p><article>two");
}

TEST(Insert, KeepsTheOrderOfPacksAtOnePlace) {
  ProgramBuilder builder;
  InsertEdit first = notice_at({"start of article"});
  InsertEdit second = first;
  first.mark = "a/a";
  first.html = "<div data-caveat=\"a/a\">1</div>";
  second.mark = "b/b";
  second.html = "<div data-caveat=\"b/b\">2</div>";
  builder.insert(first);
  builder.insert(second);
  const auto program = builder.build();
  const auto once = rewrite("<article>x", program);
  EXPECT_EQ(once.html, "<article>" + first.html + second.html + "x");
  const auto twice = rewrite(once.html, program);
  EXPECT_EQ(twice.html, once.html);
  EXPECT_TRUE(twice.report.inserts.at(0).unchanged);
  EXPECT_TRUE(twice.report.inserts.at(1).unchanged);
}

}  // namespace CAVEAT_THIS_FILE
}  // namespace caveat::html
