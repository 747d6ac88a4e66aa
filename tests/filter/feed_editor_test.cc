// What becomes of a feed, item by item.
#include "filter/feed_editor.h"

#include <gtest/gtest.h>

#include "inner_editing.h"

namespace caveat::filter {
namespace CAVEAT_THIS_FILE {

const std::string kEscapedNotice = "&lt;p data-caveat=\"pack/warn\"&gt;!&lt;/p&gt;";
const std::string kRssBegin =
    "<?xml version=\"1.0\"?>\n<rss xmlns:c='http://purl.org/rss/1.0/modules/content/' "
    "xmlns:m='http://search.yahoo.com/mrss/'><channel><description>&lt;b class=share>x</description>";
const std::string kRssEnd = "</channel></rss>\n";

std::string rss(const std::string& items) {
  return kRssBegin + items + kRssEnd;
}

std::string atom(const std::string& entries) {
  return "<feed xmlns='http://www.w3.org/2005/Atom'>" + entries + "</feed>";
}

std::string atom03(const std::string& entries) {
  return "<f:feed xmlns:f='http://purl.org/atom/ns#'>" + entries + "</f:feed>";
}

std::string rdf(const std::string& items) {
  return "<rdf:RDF xmlns='http://purl.org/rss/1.0/' "
         "xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#'>" +
         items + "</rdf:RDF>";
}

struct Case {
  std::string name;
  std::string before;
  std::string after;
};

std::vector<Case> cases() {
  const std::string& n = kEscapedNotice;
  return {
      {"RSS, character references", rss("<item><description>&lt;p>a&amp;amp;b</description></item>"),
       rss("<item><description>" + n + "&lt;p&gt;a&amp;amp;b</description></item>")},
      {"RSS, CDATA, split where it has to be",
       rss("<item><description> <![CDATA[a]]]]>&gt;<![CDATA[b]]></description></item>"),
       rss("<item><description><![CDATA[" + kInnerNotice + " a]]]]><![CDATA[>b]]></description></item>")},
      {"RSS, elements instead of text",
       rss("<item><description>&lt;<b t='a'>x</b><br/><i/></description></item>"),
       rss("<item><description>" + n +
           "&amp;lt;&lt;b t='a'&gt;x&lt;/b&gt;&lt;br/&gt;&lt;i&gt;&lt;/i&gt;"
           "</description></item>")},
      {"the notice goes into the content; the description has the other edits",
       rss("<item><description>a&lt;b class=share>x</description><c:encoded>y</c:encoded></item>"),
       rss("<item><description>a</description><c:encoded>" + n + "y</c:encoded></item>")},
      {"whichever comes first",
       rss("<item><c:encoded><![CDATA[y]]></c:encoded><description>a</description></item>"),
       rss("<item><c:encoded><![CDATA[" + kInnerNotice +
           "y]]></c:encoded><description>a</description></item>")},
      {"an empty content is none", rss("<item><description>a</description><c:encoded> </c:encoded></item>"),
       rss("<item><description>" + n + "a</description><c:encoded> </c:encoded></item>")},
      {"an empty element", rss("<item><description /></item>"),
       rss("<item><description >" + n + "</description></item>")},
      {"an item without any field", rss("<item><title>t</title></item>"),
       rss("<item><title>t</title><description>" + n + "</description></item>")},
      {"an item that is nothing but a tag", rss("<item a='1'/>"),
       rss("<item a='1'><description>" + n + "</description></item>")},
      {"fields of other vocabularies, and nested ones, are none",
       rss("<item><m:description>&lt;i class=share></m:description><m:group><description>x</description>"
           "</m:group></item>"),
       rss("<item><m:description>&lt;i class=share></m:description><m:group><description>x</description>"
           "</m:group><description>" +
           n + "</description></item>")},
      {"RSS 1.0", rdf("<item rdf:about='u'><description>a</description></item>"),
       rdf("<item rdf:about='u'><description>" + n + "a</description></item>")},
      {"Atom, HTML", atom("<entry><content type='html'>a</content><summary type='html'>b</summary></entry>"),
       atom("<entry><content type='html'>" + n + "a</content><summary type='html'>b</summary></entry>")},
      {"Atom, text becomes HTML", atom("<entry><summary>1 &lt; 2 &amp; 3</summary></entry>"),
       atom("<entry><summary type=\"html\">" + n + "1 &amp;lt; 2 &amp;amp; 3</summary></entry>")},
      {"Atom, text in CDATA", atom("<entry><summary a='b' type = 'text'><![CDATA[1 < 2]]></summary></entry>"),
       atom("<entry><summary a='b' type = 'html'><![CDATA[" + kInnerNotice +
            "1 &lt; 2]]></summary></entry>")},
      {"Atom, XHTML becomes HTML, without prefixes",
       atom("<entry><content type='xhtml'><x:div xmlns:x='http://www.w3.org/1999/xhtml'><x:p class='share'/>"
            "<x:img src='i'></x:img>&#xe9;</x:div></content></entry>"),
       atom("<entry><content type='html'>" + n +
            "&lt;div xmlns:x='http://www.w3.org/1999/xhtml'&gt;&lt;img "
            "src='i'&gt;&amp;#xe9;&lt;/div&gt;</content></entry>")},
      {"Atom, an entry whose content is elsewhere",
       atom("<entry><content src='u' type='text/html'/></entry>"),
       atom("<entry><content src='u' type='text/html'/><summary type=\"html\">" + n + "</summary></entry>")},
      {"Atom, a content that is no text", atom("<entry><content type='image/png'>QUJD</content></entry>"),
       atom("<entry><content type='image/png'>QUJD</content><summary type=\"html\">" + n +
            "</summary></entry>")},
      {"Atom 0.3", atom03("<f:entry><f:content type='text/html' mode='escaped'>a</f:content></f:entry>"),
       atom03("<f:entry><f:content type='text/html' mode='escaped'>" + n + "a</f:content></f:entry>")},
      {"Atom 0.3, an entry without any field", atom03("<f:entry/>"),
       atom03("<f:entry><f:summary type=\"text/html\" mode=\"escaped\">" + n + "</f:summary></f:entry>")},
      {"Atom within RSS",
       rss("<item><a:content xmlns:a='http://www.w3.org/2005/Atom' type='html'>a</a:content></item>"),
       rss("<item><a:content xmlns:a='http://www.w3.org/2005/Atom' type='html'>" + n +
           "a</a:content></item>")},
      {"characters by number, and by names that only HTML knows",
       rss("<item><description>&#233;&nbsp;&#x41;</description></item>"),
       rss("<item><description>" + n + "\xC3\xA9&amp;nbsp;A</description></item>")},
      {"a feed without items", rss(""), rss("")},
      {"XML that is no feed", "<a><entry>x</entry><item/></a>", "<a><entry>x</entry><item/></a>"},
      {"items of another vocabulary", rss("<b:item xmlns:b='u'/>"), rss("<b:item xmlns:b='u'/>")},
      {"an entry by itself", "<entry xmlns='http://www.w3.org/2005/Atom'/>",
       "<entry xmlns='http://www.w3.org/2005/Atom'><summary type=\"html\">" + n + "</summary></entry>"},
      {"white space and a mark before the declaration", "\xEF\xBB\xBF\n<?xml version='1.0'?><rss/>",
       "\xEF\xBB\xBF\n<?xml version='1.0'?><rss/>"},
      {"an entity of a document type that nobody looks up",
       "<!DOCTYPE rss SYSTEM 'http://x.example/rss.dtd'>" +
           rss("<item><description>&eacute;</description></item>").substr(21),
       "<!DOCTYPE rss SYSTEM 'http://x.example/rss.dtd'>" +
           rss("<item><description>" + n + "&amp;eacute;</description></item>").substr(21)},
  };
}

TEST(FeedEditor, puts_the_notice_into_every_item_and_edits_its_fields) {
  for (const Case& one : cases()) {
    const InnerResult result = edit_feed(one.before);
    EXPECT_EQ(result.text, one.after) << one.name;
    EXPECT_FALSE(result.failure) << one.name;
  }
}

TEST(FeedEditor, gives_the_same_bytes_in_any_chunks) {
  for (const Case& one : cases()) {
    for (const std::size_t chunk : {1UL, 2UL, 7UL}) {
      InnerSetting setting;
      setting.chunk = chunk;
      EXPECT_EQ(edit_feed(one.before, feed_edits(), setting).text, one.after) << one.name;
    }
  }
}

TEST(FeedEditor, changes_nothing_the_second_time) {
  for (const Case& one : cases()) EXPECT_EQ(edit_feed(one.after).text, one.after) << one.name;
}

TEST(FeedEditor, leaves_alone_what_no_edit_changes) {
  const rules::InnerEdits removals = feed_edits(inner_removals());
  for (const Case& one : cases()) {
    if (one.before.find("share'/>") != std::string::npos) continue;
    const InnerResult result = edit_feed(one.before, removals);
    const bool has_widget = one.name.starts_with("the notice goes into the content");
    EXPECT_EQ(result.text == one.before, !has_widget) << one.name;
  }
}

TEST(FeedEditor, reports_all_items_together) {
  const auto field = [](const std::string& html) {
    return "<item><description>" + html + "</description></item>";
  };
  const std::string share = "&lt;i class=share>x&lt;/i>";
  const InnerResult result =
      edit_feed(rss(field(share + share) + field("a") + field(kEscapedNotice + share)));
  ASSERT_EQ(result.reports.size(), 1U);
  EXPECT_EQ(result.reports[0].removed, std::vector<std::uint64_t>{3});
  ASSERT_EQ(result.reports[0].inserts.size(), 1U);
  EXPECT_EQ(result.reports[0].inserts[0].kind, html::InsertOutcome::Kind::placed);
  EXPECT_FALSE(result.reports[0].inserts[0].unchanged) << "not every item had it";
  EXPECT_TRUE(edit_feed(rss("")).reports[0].inserts.empty()) << "there was nothing to put it into";
}

TEST(FeedEditor, keeps_the_bytes_of_other_charsets) {
  InnerSetting setting;
  setting.charset = "windows-1251";
  const std::string cyrillic = "\xCC\xE5\xE4\xF3\xE7\xE0";
  EXPECT_EQ(
      edit_feed(rss("<item><description>" + cyrillic + "&#x444;</description></item>"), feed_edits(), setting)
          .text,
      rss("<item><description>" + kEscapedNotice + cyrillic + "&amp;#x444;</description></item>"));
}

TEST(FeedEditor, long_fields_come_whole) {
  const std::string text(20'000, '\xE9');
  for (const auto& [begin, end, notice] :
       {std::tuple{"<![CDATA[", "]]>", kInnerNotice}, std::tuple{"", "", kEscapedNotice}}) {
    EXPECT_TRUE(edit_feed(rss("<item><description>" + (begin + text) + end + "</description></item>")).text ==
                rss("<item><description>" + (begin + notice) + text + end + "</description></item>"));
  }
}

struct FailureCase {
  std::string name;
  std::string feed;
  FailureReason failure;
};

std::vector<FailureCase> failures() {
  std::string deep;
  for (int i = 0; i < 600; ++i) deep += "<a>";
  constexpr FailureReason kMalformed = FailureReason::feed_malformed;
  return {
      {"cut off", kRssBegin + "<item><description>x", kMalformed},
      {"nothing at all", "", kMalformed},
      {"text instead", "sorry, no feed", kMalformed},
      {"tags that do not match", rss("<item><b></item>"), kMalformed},
      {"a prefix that nobody declared", rss("<item><content:encoded/></item>"), kMalformed},
      {"something after the end", rss("") + "<br>", kMalformed},
      {"entities, which could grow without end",
       "<!DOCTYPE rss [<!ENTITY a 'aaaa'><!ENTITY b '&a;&a;&a;'>]><rss>&b;</rss>", kMalformed},
      {"an entity that names a file", "<!DOCTYPE rss [<!ENTITY a SYSTEM 'file:///x'>]><rss>&a;</rss>",
       kMalformed},
      {"a parameter entity, which may define others",
       "<!DOCTYPE rss [<!ENTITY % e SYSTEM 'e'> %e; <!ENTITY i '<item/>'>]><rss><channel>&i;</channel></rss>",
       kMalformed},
      {"an entity that is defined elsewhere",
       "<!DOCTYPE rss SYSTEM 'x.dtd'><rss><channel>&items;</channel></rss>", kMalformed},
      {"an item of a namespace that is not known",
       "<rss><channel xmlns='http://backend.userland.com/rss'><item><description>x</description></item>"
       "</channel></rss>",
       FailureReason::notice_not_placed},
      {"an item in another case", rss("<Item><description>x</description></Item>"),
       FailureReason::notice_not_placed},
      {"an entry without a namespace", "<feed><entry><content>x</content></entry></feed>",
       FailureReason::notice_not_placed},
      {"nested too deep", "<rss>" + deep, FailureReason::nesting_too_deep},
      {"an item too long to be held",
       rss("<item><description>" + std::string(100'001, 'x') + "</description></item>"),
       FailureReason::part_too_large},
      {"an item whose text shows nothing behind it",
       rss("<item><description>&lt;plaintext></description></item>"), FailureReason::notice_not_placed},
  };
}

TEST(FeedEditor, fails_where_a_feed_cannot_be_followed) {
  html::ProgramBuilder builder;
  html::InsertEdit insert;
  insert.places.push_back({html::Position::start_of, *html::SelectorList::parse("article")});
  insert.mark = "pack/warn";
  insert.html = kInnerNotice;
  builder.insert(std::move(insert));
  const rules::InnerEdits edits = feed_edits(builder.build());
  for (const FailureCase& one : failures()) {
    const InnerResult result = edit_feed(one.feed, edits);
    ASSERT_TRUE(result.failure) << one.name;
    EXPECT_EQ(label_of(*result.failure), label_of(one.failure)) << one.name;
  }
}

TEST(FeedEditor, goes_on_without_a_notice_only_where_rules_let_it) {
  html::ProgramBuilder builder;
  html::InsertEdit insert;
  insert.mark = "pack/warn";
  insert.html = kInnerNotice;
  builder.insert(std::move(insert));
  InnerSetting setting;
  setting.on_failure = rules::OnFailure::serve;
  const std::string feed = rss("<item><description>&lt;plaintext></description></item>");
  const InnerResult result = edit_feed(feed, feed_edits(builder.build()), setting);
  EXPECT_FALSE(result.failure);
  EXPECT_EQ(result.text, feed);
  EXPECT_EQ(result.shortfall, FailureReason::notice_not_placed);
}

}  // namespace CAVEAT_THIS_FILE
}  // namespace caveat::filter
