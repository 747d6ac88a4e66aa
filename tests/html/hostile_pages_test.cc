// What parse5 and Chromium made of pages by a generator (tests/oracle), page by page: the notice is in sight,
// or it is said to have failed.
#include <gtest/gtest.h>

#include "tests/html/rewriting.h"

namespace caveat::html {
namespace CAVEAT_THIS_FILE {

using namespace tests;

struct Row {
  const char* name;
  std::vector<std::string> places;
  std::string page;
  std::string expected;  ///< ¶ is the notice; empty: it fails
};

const std::vector<Row> kPages = {
    {"a table inside MathML ends the one around it",
     {"after table", "start of body"},
     "<body><p><table><tr><td>a<table><math><mi><table><b>c",
     "<body>¶<p><table><tr><td>a<table><math><mi><table><b>c"},
    {"a misnested end tag leaves a button open",
     {"after b"},
     "<body><b><button>a<aside></b>b</aside></button>c",
     "<body><b><button>a<aside></b>b</aside></button>c¶"},
    {"an end tag of the same name as a foreign element does not close it",
     {"end of div"},
     "<body><mi><svg><foreignObject></mi>a",
     "<body><mi><svg><foreignObject></mi>a</foreignobject></svg>¶"},
    {"no end tag closes a foreign element around a formatting element that was opened again",
     {"end of div"},
     "<body><svg><foreignObject><p><i>a</p>b",
     "<body><svg><foreignObject><p><i>a</p>b</i></foreignobject></i></svg>¶"},
    {"columns end a select with the caption around it, but not in browsers from before 2025",
     {"after table", "start of td"},
     "<body><table><caption><select>a<col>",
     "<body><table><caption><select>a<col></select>¶"},
    {"a select that some browsers have not ended is ended by its own tag",
     {"start of td"},
     "<body><table><tr><td><select>a<colgroup></select></colgroup><tr><td>b",
     "<body><table><tr><td>¶<select>a<colgroup></select></colgroup><tr><td>b"},
    {"raw text in a select is markup to browsers from before 2025",
     {"end of div"},
     "<body><select><xmp></select><noembed></xmp></select>a",
     ""},
    {"so are CDATA sections", {"end of div"}, "<body><select><svg><![CDATA[<p>]]></svg></select>a", ""},
    {"an end tag inside of a foreign element does not reach a hidden element that was opened again around it",
     {"end of li"},
     "<body><b><font hidden>a</b><svg><desc><p>b",
     "<body><b><font hidden>a</b><svg><desc><p>b</p></font></desc></font></svg>¶"},
    {"nor one that is not hidden",
     {"end of li"},
     "<body><svg><foreignObject><p><b>a<aside></aside><desc><math><annotation-xml>b",
     "<body><svg><foreignObject><p><b>a<aside></aside><desc><math><annotation-xml>b</b></annotation-xml></b>"
     "</math></desc></b></foreignobject></b></svg>¶"},
    {"columns outside of a select are columns",
     {"after col"},
     "<body><select><option>a</select><table><col><tr><td>b",
     "<body><select><option>a</select><table><col>¶<tr><td>b"},
    {"a CDATA section is open at the end",
     {"end of div"},
     "<body><svg><style><![CDATA[<p>a",
     "<body><svg><style><![CDATA[<p>a]]></style></svg>¶"},
    {"a place at the end of the body is inside an open textarea",
     {"end of body", "start of body"},
     "<!doctype html><textarea>a",
     "<!doctype html>¶<textarea>a"},
    {"a second body start tag hides the page, before its notice is put in",
     {"end of article"},
     "<body><p>a</p><body hidden>",
     ""},
    {"a second html start tag hides the page, after its notice was put in",
     {"start of body"},
     "<body><p>a</p><html style=display:none>",
     ""},
};

std::string with_notice(std::string text) {
  for (std::size_t at = text.find("¶"); at != std::string::npos; at = text.find("¶"))
    text.replace(at, std::string("¶").size(), kNotice);
  return text;
}

TEST(HostilePages, DoNotSwallowTheNotice) {
  for (const Row& row : kPages) {
    ProgramBuilder builder;
    builder.insert(notice_at(row.places));
    const auto program = builder.build();
    MemorySink sink;
    Rewriter rewriter(program, {}, sink);
    rewriter.write(row.page);
    rewriter.finish();
    const bool placed = rewriter.report().inserts.at(0).kind == InsertOutcome::Kind::placed;
    const bool failed = rewriter.failure().has_value() || !placed;
    EXPECT_EQ(failed, row.expected.empty()) << row.name;
    if (failed) continue;
    EXPECT_EQ(sink.bytes(), with_notice(row.expected)) << row.name;
  }
}

/// The removed element was the one that opened the body, in the middle of the head.
TEST(HostilePages, AreNotChangedASecondTimeWhereTheNoticeOpensTheBody) {
  ProgramBuilder builder;
  builder.insert(notice_at({"start of body"}));
  builder.remove({.owner = 0, .selector = selector("div.share")});
  const auto program = builder.build();
  const std::string page = "<!doctype html><head><meta><div class=share>a</div></head><body><p>b";
  const std::string once = rewrite(page, program).html;
  EXPECT_EQ(once, with_notice("<!doctype html><head><meta></head></head><body>¶<p>b"));
  EXPECT_EQ(rewrite(once, program).html, once);
}

TEST(HostilePages, HaveNothingWrittenIntoThemThatBelongsToWhatIsTakenOut) {
  ProgramBuilder builder;
  builder.insert(notice_at({"end of article"}));
  builder.remove({.owner = 0, .selector = selector("script, p")});
  const auto program = builder.build();
  EXPECT_EQ(rewrite("<body>a<script>b", program).html, with_notice("<body>a¶"));
  EXPECT_EQ(rewrite("<body>a<p>b<p>c", program).html, with_notice("<body>a¶"));
}

}  // namespace CAVEAT_THIS_FILE
}  // namespace caveat::html
