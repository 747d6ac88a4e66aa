// What goes when an element is taken out, and what stays.
#include "html/rewriter.h"

#include <gtest/gtest.h>

#include "tests/html/rewriting.h"

namespace caveat::html {
namespace CAVEAT_THIS_FILE {

using namespace tests;

struct Case {
  const char* what;
  const char* selector;
  std::size_t max_text_bytes;
  const char* page;
  const char* expected;
};

const Case kCases[] = {
    {"an element goes with its content", ".share", 0, "<p>a</p><div class=share><a>b</a></div><p>c</p>",
     "<p>a</p><p>c</p>"},
    {"a void element goes alone", "img.share", 0, "a<img class=share src=x>b", "ab"},
    {"nested elements of its name go with it", ".share", 0, "<div class=share><div>a</div>b</div>c", "c"},
    {"an element with an implied end goes up to it", "li.share", 0, "<ul><li>a<li class=share>b<li>c</ul>",
     "<ul><li>a</li><li>c</ul>"},
    {"a paragraph that it closed stays closed", ".share", 0, "<p>a<div class=share>b</div>c", "<p>a</p>c"},
    {"an element left open ends with the one around it", ".share", 0,
     "<section><div class=share><p>a</section>b", "<section></section>b"},
    {"a link goes though it is not closed before the next", "a.share", 0,
     "<p><a class=share>a<a href=x>b</a>", "<p><a href=x>b</a>"},
    {"what outlives a misnested link opens again", "a.share", 0, "<a class=share><div id=d>a</a>b</div>c",
     "<div id=d>b</div>c"},
    {"a table cell goes", "td.share", 0, "<table><tr><td>a<td class=share>b<td>c</table>",
     "<table><tr><td>a</td><td>c</table>"},
    {"what outlives a misnested element is itself looked at", ".share", 0,
     "<pre><nobr class=share><details class=share></nobr><p>a</p></details>b", "<pre>b"},
    {"what it closes around itself is open again", ".share", 0, "<b>a<div class=share>b</b>c</div>d</b>e",
     "<b>ad</b>e"},
    {"a form that ends inside another element goes with what is in it so far", ".share", 0,
     "<form class=share>a<div>b</form>c</div>d", "<div>c</div>d"},
    {"a table that it has begun by implication has not begun", "td.share", 0,
     "<table><td class=share>a</td></tr><caption>b</caption></table>",
     "<table></tr><caption>b</caption></table>"},
    {"a widget in a misnested widget", ".share, .x", 10, "<form class=share>a<div class=x>b</form>c</div>d",
     "d"},
    {"inside noscript as well, where readers without scripts see it", ".share", 0,
     "<body><noscript><a class=share>a</a><p>b</p></noscript>", "<body><noscript><p>b</p></noscript>"},
    {"but without an end tag that would end the noscript", ".share", 0,
     "<body><noscript><svg><noscript><p class=share>a</p><p>b</p></noscript>c",
     "<body><noscript><svg><noscript></svg><p>b</p></noscript>c"},
    {"text around it does not become a tag", ".share", 0, "a<<i class=share>b</i>script>c",
     "a<<!---->script>c"},
    {"nor does it around a widget, or two", ".share", 10,
     "<p>a<</p>b<<i class=share>b</i><<i class=share>b</i>/p>c<<i class=share>b</i>",
     "<p>a<</p>b<<!----><<!---->/p>c<<!---->"},
    {"nor where something ends before it", ".share", 0, "<p>a<<div class=share>b</div>i>c", "<p>a<</p>i>c"},
    {"not inside a script, a comment or a textarea", ".share", 0,
     "<script>'<i class=share>'</script><!--<i class=share>--><textarea><i class=share></textarea>",
     "<script>'<i class=share>'</script><!--<i class=share>--><textarea><i class=share></textarea>"},
    {"a value is compared after its references are resolved", "a[href*='u=1&x']", 0,
     "<a href='/s?u=1&amp;x=2'>a</a><a href='/s?u=1'>b</a>", "<a href='/s?u=1'>b</a>"},
    {"little text: a widget", ".share", 10, "<div class=share><a>share</a> <a>like</a></div>b", "b"},
    {"much text: none, and its inside is still edited", ".share, .x", 10,
     "<div class=share>This is the article. <i class=x>y</i> It goes on.</div>",
     "<div class=share>This is the article.  It goes on.</div>"},
    {"text that is taken out inside does not count", ".share, .x", 10,
     "<div class=share>a<i class=x>bcdefghi</i></div><div class=share>a<i class=x>a text of its "
     "own</i></div>c",
     "<div class=share>a<i class=x>a text of its own</i></div>c"},
    {"four widgets in each other that outlive what is around them all stay", ".share", 10,
     "<a><b class=share><b class=share><b class=share><b class=share><h1><a>",
     "<a><b class=share><b class=share><b class=share><b class=share><h1><a>"},
    {"so do those between them that have not yet outlived anything", ".share", 10,
     "<nobr><div class=share><nobr><h1 class=share><x><h1 class=share><i class=share><i "
     "class=share><dl><nobr>",
     "<nobr><div class=share><nobr><h1 class=share><x><h1 class=share><i class=share><i "
     "class=share><dl><nobr>"},
    {"one of four in which only a widget was outlived is as if it had not been", ".share", 10,
     "<u><b class=share><h1 class=share></u></h1><i><b class=share><b class=share><h1 "
     "class=share></i></h1></b>"
     "</b></b>a",
     "<u>a"},
};

TEST(Remove, TakesWhatABrowserWouldSeeAsTheElement) {
  for (const Case& c : kCases) {
    ProgramBuilder builder;
    builder.remove({.owner = 0, .selector = selector(c.selector), .max_text_bytes = c.max_text_bytes});
    const auto program = builder.build();
    EXPECT_EQ(rewrite(c.page, program).html, c.expected) << c.what;
    EXPECT_EQ(rewrite(c.page, program, 1).html, c.expected) << c.what << ", byte by byte";
    EXPECT_EQ(rewrite(c.expected, program).html, c.expected) << c.what << ", again";
  }
}

/// What is taken out for certain is not there to end, or to tangle, what is around it.
TEST(Remove, LeavesWidgetsAroundWhatGoesAsTheyWere) {
  ProgramBuilder builder;
  builder.remove({.owner = 0, .selector = selector(".share")});
  builder.remove({.owner = 0, .selector = selector(".widget"), .max_text_bytes = 10});
  const auto program = builder.build();
  const std::string widgets = "<u><b class=widget><b class=widget><b class=widget>";
  EXPECT_EQ(rewrite(widgets + "<div class=share></u></div></b></b></b>a", program).html, "<u>a");
  EXPECT_EQ(rewrite("<b class=widget><div class=share></b></div>a long text of its own</b>", program).html,
            "<b class=widget>a long text of its own</b>");
}

TEST(Remove, CountsByEdit) {
  ProgramBuilder builder;
  builder.remove({.owner = 0, .selector = selector(".a")});
  builder.remove({.owner = 0, .selector = selector("i, .b"), .max_text_bytes = 100});
  const auto result = rewrite("<i class=a></i><i></i><b class=b></b><u></u>", builder.build());
  EXPECT_EQ(result.report.removed, (std::vector<std::uint64_t>{1, 3}));
}

/// What is taken out may have closed a hidden element, which then stays open.
TEST(Remove, KeepsTheNoticeOutOfWhatStaysHiddenWithoutIt) {
  ProgramBuilder builder;
  builder.insert(notice_at({"before p"}));
  builder.remove({.owner = 0, .selector = selector(".share")});
  const auto program = builder.build();
  EXPECT_EQ(rewrite("<body><b hidden>a<div class=share>b</b>c</div><p>d</p>", program).html,
            "<body><b hidden>a<p>d</p></b>" + kNotice);
  EXPECT_EQ(rewrite("<body><h1><b hidden>a</h1><div class=share></b></div>b<p>c", program).html,
            "<body><h1><b hidden>a</h1>b<p>c</p></b>" + kNotice);
}

/// What is taken out has ended a hidden element by implication, which its own end tag does then.
TEST(Remove, LeavesThePlaceBehindWhatItHasEnded) {
  ProgramBuilder builder;
  builder.insert(notice_at({"after .x"}));
  builder.remove({.owner = 0, .selector = selector(".share")});
  builder.remove({.owner = 0, .selector = selector(".widget"), .max_text_bytes = 10});
  const auto program = builder.build();
  const std::string expected = "<body><li><b class=x hidden>a</b>" + kNotice + "</li>";
  EXPECT_EQ(rewrite("<body><li><b class=x hidden>a<li class=share>b", program).html, expected);
  EXPECT_EQ(rewrite("<body><li><b class=x hidden>a<li class=widget>b", program).html, expected);
  EXPECT_EQ(rewrite(expected, program).html, expected);
}

/// That is where others stay open which the token has not ended.
TEST(Remove, LeavesAPlaceWhereTheEndTagsThatStandInForItLeadTo) {
  ProgramBuilder builder;
  builder.insert(notice_at({"after .x"}));
  builder.remove({.owner = 0, .selector = selector(".share")});
  const auto program = builder.build();
  EXPECT_EQ(rewrite("<body><a class=x><h1>a<a class=share>b</a>c", program).html,
            "<body><a class=x><h1>a</a>" + kNotice + "c");
  EXPECT_EQ(rewrite("<body><nobr><span class=x><p hidden>a<nobr class=share>b</nobr>c", program).html,
            "<body><nobr><span class=x><p hidden>a</span></nobr>c</p>" + kNotice);
  const std::string expected = "<body><nobr><span class=x><section>a</span>" + kNotice + "</nobr>c";
  EXPECT_EQ(rewrite("<body><nobr><span class=x><section>a<nobr class=share>b</nobr>c", program).html,
            expected);
  EXPECT_EQ(rewrite(expected, program).html, expected);
  EXPECT_EQ(
      rewrite("<body><nobr><span class=x><x class=x><section>a<nobr class=share>b</nobr>c", program).html,
      "<body><nobr><span class=x><x class=x><section>a</x></span>" + kNotice + "</nobr>c");
}

/// Taken out, a shadow tree does not stand in place of what is in its host; a notice that it has hidden does
/// not come back, so that it stays if it was only perhaps a widget.
TEST(Remove, LeavesInSightWhatAShadowTreeWouldHide) {
  ProgramBuilder builder;
  builder.insert(notice_at({"start of h1", "end of div"}));
  builder.remove({.owner = 0, .selector = selector(".share")});
  builder.remove({.owner = 0, .selector = selector(".widget"), .max_text_bytes = 10});
  const auto program = builder.build();
  EXPECT_EQ(rewrite("<body><div><template shadowrootmode=open class=share>a</template></div>", program).html,
            "<body><div>" + kNotice + "</div>");
  const std::string widget = "<body><div><template shadowrootmode=open class=widget>a</template></div>";
  EXPECT_EQ(rewrite(widget, program).html, widget + kNotice);
  EXPECT_EQ(rewrite(widget + kNotice, program).html, widget + kNotice);
}

TEST(Remove, LeavesPlacesInTheirOrder) {
  ProgramBuilder builder;
  builder.insert(notice_at({"end of div"}));
  builder.remove({.owner = 0, .selector = selector(".widget"), .max_text_bytes = 10});
  const auto program = builder.build();
  EXPECT_EQ(rewrite("<body><div><ul><li><div>a<li class=widget>b</div>", program).html,
            "<body><div><ul><li><div>a" + kNotice + "</div></li></div>");
}

/// A link ends another for good, even if that would only be opened again.
TEST(Remove, KeepsTheNoticeOutOfAHiddenLinkThatALinkWouldHaveEnded) {
  ProgramBuilder builder;
  builder.insert(notice_at({"start of article"}));
  builder.remove({.owner = 0, .selector = selector(".share")});
  builder.remove({.owner = 0, .selector = selector(".widget"), .max_text_bytes = 10});
  const auto program = builder.build();
  const std::string expected = "<body><p><a hidden>a</p><article>c</article></a>" + kNotice;
  for (const char* const link :
       {"<a class=share>b</a>", "<a class=widget>b</a>", "<i class=widget><a>b</a></i>",
        "<i class=widget><a class=widget>b</a></i>"}) {
    EXPECT_EQ(rewrite("<body><p><a hidden>a</p>" + std::string(link) + "<article>c</article>", program).html,
              expected)
        << link;
  }
}

TEST(Remove, LeavesAnUnclosedWidgetOfUnboundedSizeNoPlaceToHideTheNotice) {
  ProgramBuilder builder;
  builder.insert(notice_at({"start of article"}));
  builder.remove({.owner = 0, .selector = selector(".share")});
  EXPECT_EQ(rewrite("<body><p>a</p><div class=share>b<p>c</body></html>", builder.build()).html,
            "<body><p>a</p>" + kNotice + "</body></html>");
}

}  // namespace CAVEAT_THIS_FILE
}  // namespace caveat::html
