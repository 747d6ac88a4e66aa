// What is disabled stays in sight, can do nothing, and says why.
#include <gtest/gtest.h>

#include "html/inert_tag.h"
#include "html/rewriter.h"
#include "tests/html/rewriting.h"

namespace caveat::html {
namespace CAVEAT_THIS_FILE {

using namespace tests;

const std::string kReason = R"(<span data-caveat="p/r:disabled">Off here.</span>)";
/// `$` in expected pages is the reason, `@` what marks the outermost element.
const std::string kMarks = R"( data-caveat-disabled="p/r" aria-disabled="true" inert="")";

std::string expanded(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == '$') {
      out += kReason;
    } else if (c == '@') {
      out += kMarks;
    } else {
      out += c;
    }
  }
  return out;
}

DisableEdit disabling(std::string_view selectors, std::size_t max_text_bytes) {
  return {.owner = 0,
          .selector = selector(selectors),
          .max_text_bytes = max_text_bytes,
          .mark = "p/r:disabled",
          .html = kReason};
}

void add_disabling(ProgramBuilder& builder, std::string_view selectors, std::size_t max_text_bytes) {
  builder.disable(disabling(selectors, max_text_bytes));
  builder.disable(disabling("[data-caveat-disabled~='p/r']", 0));
}

struct Case {
  const char* what;
  const char* selector;
  std::size_t max_text_bytes;
  const char* page;
  const char* expected;
};

const Case kCases[] = {
    {"a container keeps its look and loses what it leads to", ".share", 0,
     "<p>a</p><div class=share onclick='x()'><a href=/s ping=/p>b</a></div>",
     R"(<p>a</p>$<div class=share@><a aria-disabled="true">b</a></div>)"},
    {"a link leads nowhere", "[href*=share]", 0,
     "<p>a <a id=s href='/share?x' onclick=x() tabindex=0>b</a> c",
     R"(<p>a $<a id=s aria-disabled="true" data-caveat-disabled="p/r" inert="">b</a> c)"},
    {"a form goes nowhere, and its controls cannot be used", "form", 0,
     "<form action=/c method=post><input name=a><textarea></textarea><select></select><button "
     "formaction=/d>e</button></form>",
     R"($<form@><input name=a disabled=""><textarea disabled=""></textarea><select disabled=""></select><button disabled="">e</button></form>)"},
    {"a control that is disabled stays as it is", "form", 0, "<form><input disabled></form>",
     "$<form@><input disabled></form>"},
    {"frames and players load nothing", ".e", 0,
     "<div class=e><iframe src=/a srcdoc=b></iframe><object data=/c></object><embed src=/d></div>",
     "$<div class=e@><iframe></iframe><object></object><embed></div>"},
    {"a frame itself", "iframe", 0, "<body><iframe src=/a></iframe>",
     "<body>$<iframe data-caveat-disabled=\"p/r\" aria-disabled=\"true\" inert=\"\"></iframe>"},
    {"scripts become data", ".e", 0, "<div class=e><script src=/a>b()</script></div>",
     "$<div class=e@><script type=\"text/plain\">b()</script></div>"},
    {"a script itself needs no reason", "script[src]", 0, "<body><script src=/a async></script>",
     R"(<body><script async type="text/plain" data-caveat-disabled="p/r"></script>)"},
    {"images are still seen, but for one that is itself disabled", ".e, img.t", 0,
     "<div class=e><img src=/a></div><p><img class=t src=/b></p>",
     "$<div class=e@><img src=/a></div><p>$<img class=t@></p>"},
    {"what stands in a disabled element has no reason of its own", "div, a", 0, "<div><a href=x>b</a></div>",
     R"($<div@><a aria-disabled="true">b</a></div>)"},
    {"neighbours share one reason", "a", 0, "<p><a href=x>b</a> <a href=y>c</a></p><p><a href=z>d</a>",
     "<p>$<a aria-disabled=\"true\" data-caveat-disabled=\"p/r\" inert=\"\">b</a> "
     "<a aria-disabled=\"true\" data-caveat-disabled=\"p/r\" inert=\"\">c</a></p>"
     "<p>$<a aria-disabled=\"true\" data-caveat-disabled=\"p/r\" inert=\"\">d</a>"},
    {"an item of a list holds its reason, and stays in reach for it", "li.s", 0,
     "<ul><li>a<li class=s>b<li>c</ul>",
     R"(<ul><li>a<li class=s data-caveat-disabled="p/r" aria-disabled="true">$b<li>c</ul>)"},
    {"nothing is told where nobody would see it", ".s", 0, "<div hidden><div class=s>a</div></div>",
     "<div hidden><div class=s@>a</div></div>"},
    {"inside noscript as well, without a reason", "a", 0, "<body><noscript><a href=x>a</a></noscript>",
     "<body><noscript><a aria-disabled=\"true\" data-caveat-disabled=\"p/r\" inert=\"\">a</a></noscript>"},
    {"inline SVG keeps its picture and loses its links", ".s", 0,
     "<div class=s><svg><a xlink:href='/x' onload=y()><use href='#i'/></a></svg></div>",
     "$<div class=s@><svg><a aria-disabled=\"true\"><use href='#i'/></a></svg></div>"},
    {"little text: a widget", ".s", 10, "<div class=s onclick=a()><a href=x>share</a></div>b",
     R"($<div class=s@><a aria-disabled="true">share</a></div>b)"},
    {"much text: none, and its inside is still edited", ".s, .x", 10,
     "<div class=s>This is the <a href=a>article</a>. <i class=x onclick=y>y</i> It goes on.</div>",
     "<div class=s>This is the <a href=a>article</a>. $<i class=x@>y</i> It goes on.</div>"},
    {"a widget in a widget has no reason of its own", ".s", 10,
     "<div class=s><div class=s><a href=x>b</a></div><a href=y>c</a></div>",
     R"($<div class=s@><div class=s><a aria-disabled="true">b</a></div><a aria-disabled="true">c</a></div>)"},
    {"neighbouring widgets share one reason", ".s", 10, "<b class=s>x</b><b class=s>y</b>",
     "$<b class=s@>x</b><b class=s@>y</b>"},
    {"an item of a list that is a widget holds its reason", "li.s", 10,
     "<ul><li class=s><a href=x>b</a><li>c</ul>",
     R"(<ul><li class=s data-caveat-disabled="p/r" aria-disabled="true">$<a aria-disabled="true">b</a><li>c</ul>)"},
    {"one reason also after one that leaves a disabled element open", "p, b", 10, "<p><b></p><p>a</p>",
     "$<p@><b></p><p@>a</p>"},
    {"an empty item of a list before another one", "li", 10, "<ul><li><li>b</ul>",
     R"(<ul><li data-caveat-disabled="p/r" aria-disabled="true">$<li data-caveat-disabled="p/r" aria-disabled="true">b</ul>)"},
    {"a widget without an end", "input", 10, "<p>a <input name=q> b",
     "<p>a $<input name=q disabled=\"\"@> b"},
    {"misnested links that are disabled have one reason", "a", 10,
     "<p><a href=x>b<div><a href=y>c</a></div></a>d",
     R"(<p>$<a aria-disabled="true" data-caveat-disabled="p/r" inert="">b<div><a aria-disabled="true" data-caveat-disabled="p/r" inert="">c</a></div></a>d)"},
    {"what outlives a disabled form is disabled with it", "form, x-card", 100,
     "<form><x-card>a</form>b</x-card>c", "$<form@><x-card>a</form>b</x-card>c"},
    {"a widget that the page never ends", ".s", 10, "<p>a</p><div class=s><a href=x>b</a>",
     R"(<p>a</p>$<div class=s@><a aria-disabled="true">b</a>)"},
};

TEST(Disable, LeavesAnElementInSightWithoutItsUses) {
  for (const Case& c : kCases) {
    ProgramBuilder builder;
    add_disabling(builder, c.selector, c.max_text_bytes);
    const auto program = builder.build();
    const std::string once = rewrite(c.page, program).html;
    EXPECT_EQ(once, expanded(c.expected)) << c.what;
    EXPECT_EQ(rewrite(c.page, program, 1).html, once) << c.what << ", byte by byte";
    EXPECT_EQ(rewrite(once, program).html, once) << c.what << ", a second time";
    EXPECT_EQ(rewrite(once, program, 1).html, once) << c.what << ", a second time, byte by byte";
  }
}

TEST(Disable, KeepsNoticesOutOfWhatIsInert) {
  ProgramBuilder builder;
  builder.insert(notice_at({"before .s", "end of body"}));
  builder.insert(
      {.owner = 0, .places = {place("start of .s")}, .mark = "p/2", .html = "<p data-caveat=\"p/2\">n</p>"});
  add_disabling(builder, ".s", 10);
  const auto program = builder.build();
  const std::string page = "<body><p>a</p><div class=s><a href=x>b</a></div><p>c</p>";
  const std::string once = rewrite(page, program).html;
  EXPECT_EQ(once, "<body><p>a</p>" + kNotice + kReason + "<div class=s" + kMarks +
                      "><a aria-disabled=\"true\">b</a></div><p>c</p><p data-caveat=\"p/2\">n</p>");
  EXPECT_EQ(rewrite(page, program, 1).html, once);
  EXPECT_EQ(rewrite(once, program).html, once);
}

/// A formatting element that is left open is opened again, `inert` and all, with what follows.
TEST(Disable, KeepsNoticesOutOfWhatIsOpenedAgainInert) {
  for (const std::size_t max_text_bytes : {0U, 10U}) {
    ProgramBuilder builder;
    builder.insert(notice_at({"before h1", "after section"}));
    add_disabling(builder, "em, .s", max_text_bytes);
    const auto program = builder.build();
    const std::string once = rewrite("<section><em>a</section><h1>b</h1>", program).html;
    EXPECT_EQ(once, "<section>" + kReason + "<em" + kMarks + ">a</section><h1>b</h1></em>" + kNotice);
    const std::string unclosed = rewrite("<p>a</p><div class=s><b>b", program).html;
    EXPECT_EQ(unclosed, "<p>a</p>" + kReason + "<div class=s" + kMarks + "><b>b</b></div>" + kNotice);
  }
}

/// What is disabled within something that is comes to be no longer so, but goes on hiding what it hid before.
TEST(Disable, KeepsNoticesOutOfWhatIsOpenedAgainHidden) {
  ProgramBuilder builder;
  builder.insert(notice_at({"after section"}));
  add_disabling(builder, ".s", 10);
  const auto program = builder.build();
  const std::string once =
      rewrite("<section><div class=s><em class=s hidden>a</div></section>b", program).html;
  EXPECT_EQ(once, "<section>" + kReason + "<div class=s" + kMarks +
                      "><em class=s hidden>a</div></section>b</em>" + kNotice);
  EXPECT_EQ(rewrite(once, program).html, once);
}

TEST(Disable, YieldsToARemoval) {
  ProgramBuilder builder;
  builder.remove({.owner = 0, .selector = selector(".s"), .max_text_bytes = 10});
  add_disabling(builder, ".s, a", 0);
  const auto program = builder.build();
  EXPECT_EQ(rewrite("<p>a</p><div class=s><a href=x>b</a></div><p>c</p>", program).html, "<p>a</p><p>c</p>");
}

/// Taken out, the widget would leave the form open.
TEST(Disable, KeepsAWidgetThatItEndsAround) {
  ProgramBuilder builder;
  builder.remove({.owner = 0, .selector = selector(".r"), .max_text_bytes = 10});
  add_disabling(builder, ".s", 10);
  const auto program = builder.build();
  const std::string once = rewrite("<form class=s><div class=r>a</form>b</div>c", program).html;
  EXPECT_EQ(once, kReason + "<form class=s" + kMarks + "><div class=r>a</form>b</div>c");
  EXPECT_EQ(rewrite(once, program).html, once);
}

/// Siblings are those by their start tags, whatever has ended around them since.
TEST(Disable, TellsSiblingsWhyOnce) {
  ProgramBuilder builder;
  add_disabling(builder, ".s", 10);
  const auto program = builder.build();
  const std::string mark = R"( data-caveat-disabled="p/r" aria-disabled="true")";
  const std::string misnested = rewrite("<b><li class=s>a</b><li class=s>b", program).html;
  EXPECT_EQ(misnested,
            "<b><li class=s" + mark + ">" + kReason + "a</b><li class=s" + mark + ">" + kReason + "b");
  EXPECT_EQ(rewrite(misnested, program).html, misnested);
  const std::string hidden = rewrite("<li class=s><b hidden>a<li class=s>b", program).html;
  EXPECT_EQ(hidden, "<li class=s" + mark + ">" + kReason + "<b hidden>a<li class=s" + mark + ">b");
  EXPECT_EQ(rewrite(hidden, program).html, hidden);
}

TEST(Disable, WinsOverAnAttributeThatAnotherRuleSets) {
  ProgramBuilder builder;
  builder.attributes(
      {.owner = 0, .selector = selector("a"), .set = {{"href", "/x"}, {"rel", "nofollow"}}, .remove = {}});
  add_disabling(builder, ".s", 0);
  const auto program = builder.build();
  const std::string once = rewrite("<div class=s><a href=y>b</a></div>", program).html;
  EXPECT_EQ(once,
            kReason + "<div class=s" + kMarks + "><a rel=\"nofollow\" aria-disabled=\"true\">b</a></div>");
  EXPECT_EQ(rewrite(once, program).html, once);
}

TEST(Disable, PatchesNothingThatWasTakenOutMeanwhile) {
  ProgramBuilder builder;
  builder.remove({.owner = 0, .selector = selector(".r"), .max_text_bytes = 10});
  add_disabling(builder, ".s", 10);
  const auto program = builder.build();
  const std::string page = "<div class=s><p class=r><a href=x>b</a></p><a href=y>c</a></div>";
  EXPECT_EQ(rewrite(page, program).html,
            kReason + "<div class=s" + kMarks + "><a aria-disabled=\"true\">c</a></div>");
}

/// The reason stands inside an item of a list, so that it is not `inert`: it is disabled all the same.
TEST(Disable, KeepsNoticesOutOfAnItemOfAList) {
  for (const std::size_t max_text_bytes : {0U, 10U}) {
    ProgramBuilder builder;
    builder.insert(notice_at({"before h1", "after ul"}));
    add_disabling(builder, "li, h1", max_text_bytes);
    const auto program = builder.build();
    const std::string once = rewrite("<ul><li><h1>a</h1></li></ul>b", program).html;
    EXPECT_EQ(once, "<ul><li data-caveat-disabled=\"p/r\" aria-disabled=\"true\">" + kReason +
                        "<h1>a</h1></li></ul>" + kNotice + "b");
    EXPECT_EQ(rewrite(once, program).html, once);
  }
}

TEST(Disable, GoesOnWithWhatIsDecidedWhereTextIsFoundToBeItsOwn) {
  ProgramBuilder builder;
  builder.remove({.owner = 0, .selector = selector(".r"), .max_text_bytes = 100});
  add_disabling(builder, ".s", 10);
  const auto program = builder.build();
  const std::string once = rewrite("<a class=s><div class=r>a longer text</a>b</div>c", program).html;
  EXPECT_EQ(once, kReason + "<a class=s" +
                      std::string(R"( aria-disabled="true" data-caveat-disabled="p/r" inert="")") +
                      "><div class=r>a longer text</a>b</div>c");
  EXPECT_EQ(rewrite(once, program).html, once);
}

/// The second rule's element stands in one of the first, which ends amid what stays open.
struct NestedCase {
  std::string_view what;
  std::string_view one, other;  ///< selectors; `one` is bound
  std::size_t bound_of_other;
  std::string_view removed;  ///< bound; may be empty
  std::string_view page;
};
constexpr NestedCase kNested[] = {
    {"a paragraph in a link that another link ends", "a", "p", 0, "", "<a href=x>b<p>c<a href=y>d</a></p>"},
    {"a reason told in a link that another link ends", "a", "b", 0, "",
     "<a href=x><div><b>c</b><a href=y>d</a><b>e</b></div>"},
    {"a widget that a nested element ends around", "i", "i", 10, "li", "<i><i><p><li>c</i>d"},
    {"a shadow tree in a paragraph", "p", "h1", 10, "p *",
     "<p><template shadowrootmode=open></template>a</p>b"},
    {"an item behind one with a link, both in what was a link", "a", "li", 10, "",
     "<a href=x><article><p><a href=y><li><a href=z><li>"},
};

TEST(Disable, NestedIsNotEditedOtherwiseASecondTime) {
  for (const NestedCase& c : kNested) {
    ProgramBuilder builder;
    if (!c.removed.empty()) {
      builder.remove({.owner = 0, .selector = selector(c.removed), .max_text_bytes = 10});
    }
    add_disabling(builder, c.one, 10);
    builder.disable({.owner = 0,
                     .selector = selector(c.other),
                     .max_text_bytes = c.bound_of_other,
                     .mark = "p/2:disabled",
                     .html = "<span data-caveat=\"p/2:disabled\">Off, too.</span>"});
    builder.disable({.owner = 0,
                     .selector = selector("[data-caveat-disabled~='p/2']"),
                     .mark = "p/2:disabled",
                     .html = "<span data-caveat=\"p/2:disabled\">Off, too.</span>"});
    const auto program = builder.build();
    const std::string once = rewrite(c.page, program).html;
    EXPECT_NE(once, c.page) << c.what;
    EXPECT_EQ(rewrite(c.page, program, 1).html, once) << c.what << ", byte by byte";
    EXPECT_EQ(rewrite(once, program).html, once) << c.what;
  }
}

TEST(Disable, CountsWhatItDisabled) {
  ProgramBuilder builder;
  add_disabling(builder, ".s", 10);
  const auto program = builder.build();
  const auto first = rewrite("<b class=s>x</b><b class=s>a text that is too long</b>", program);
  EXPECT_EQ(first.report.disabled.at(0) + first.report.disabled.at(1), 1U);
}

}  // namespace CAVEAT_THIS_FILE
}  // namespace caveat::html
