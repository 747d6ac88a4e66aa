// A page that ends amid a token: what is put behind it must still be read as what it is.
#include <gtest/gtest.h>

#include "tests/html/rewriting.h"

namespace caveat::html {
namespace CAVEAT_THIS_FILE {

using namespace tests;

const std::vector<std::string> kTails = {"",
                                         "<",
                                         "</",
                                         "</>",
                                         "</p",
                                         "</p ",
                                         "</p a='",
                                         "</ ",
                                         "</1",
                                         "<!",
                                         "<!-",
                                         "<!--",
                                         "<!-->",
                                         "<!---",
                                         "<!--x",
                                         "<!--x-",
                                         "<!--x--",
                                         "<!--x--!",
                                         "<!--<script>",
                                         "<!--<scr",
                                         "<!--<script></scr",
                                         "<!--<script></script ",
                                         "<?",
                                         "<?x",
                                         "<!x",
                                         "<!doc",
                                         "<!doctype",
                                         "<!doctype html",
                                         "<!doctype html '",
                                         "<![",
                                         "<![CDATA",
                                         "<![CDATA[",
                                         "<![CDATA[a]",
                                         "<![CDATA[a]]",
                                         "&",
                                         "&am",
                                         "&amp",
                                         "&#",
                                         "&#x",
                                         "&#x4",
                                         "<p",
                                         "<p ",
                                         "<p/",
                                         "<p a",
                                         "<p a=",
                                         "<p a=b",
                                         "<p a='",
                                         "<p a=\">",
                                         "<p a='b'",
                                         "</title",
                                         "</title ",
                                         "</textarea",
                                         "</textarea/",
                                         "</script",
                                         "</script ",
                                         "</style",
                                         "\xd0",
                                         std::string(1, '\0')};

/// What is open where the page ends.
const std::vector<std::string> kBeginnings = {"",
                                              "<!doctype html>",
                                              "<p>a",
                                              "<p>a</body>",
                                              "</html>",
                                              "<title>a",
                                              "<textarea>a",
                                              "<script>a",
                                              "<script><!--",
                                              "<style>a",
                                              "<xmp>a",
                                              "<svg>",
                                              "<math>",
                                              "<select><option>a",
                                              "<iframe>a",
                                              "<noscript>a",
                                              "<noembed>a",
                                              "<svg><desc>a",
                                              "<table>",
                                              "<button>a",
                                              "<div hidden>",
                                              "<svg><style>a",
                                              "<table><caption><select>",
                                              "<p class=share>a",
                                              "<i class=widget>a"};

void expect_notice(const std::string& page, const std::vector<std::string>& places) {
  ProgramBuilder builder;
  builder.insert(notice_at(places));
  const auto program = builder.build();
  const Rewritten once = rewrite(page, program);
  ASSERT_EQ(once.report.inserts.at(0).kind, InsertOutcome::Kind::placed) << page;
  // The notice is found again only if the tokenizer reads its tags as tags.
  const Rewritten twice = rewrite(once.html, program);
  EXPECT_TRUE(twice.report.inserts.at(0).unchanged) << page << "\n" << once.html;
  EXPECT_EQ(twice.html, once.html) << page;
  EXPECT_EQ(rewrite(page, program, 1).html, once.html) << page << ", byte by byte";
}

TEST(PageTails, DoNotSwallowTheNotice) {
  for (const std::string& beginning : kBeginnings) {
    for (const std::string& tail : kTails) {
      expect_notice("<body>" + beginning + tail, {});
      expect_notice(beginning + tail, {"end of body"});
      expect_notice(beginning + tail, {"start of body"});
    }
  }
}

TEST(PageTails, StayWithoutAReasonToChangeThem) {
  ProgramBuilder builder;
  builder.remove({.owner = 0, .selector = selector(".none")});
  const auto program = builder.build();
  for (const std::string& beginning : kBeginnings) {
    for (const std::string& tail : kTails) {
      EXPECT_EQ(rewrite(beginning + tail, program).html, beginning + tail);
      EXPECT_EQ(rewrite(beginning + tail, program, 1).html, beginning + tail);
    }
  }
}

TEST(PageTails, GoWithTheElementThatIsTakenOut) {
  ProgramBuilder builder;
  builder.insert(notice_at({}));
  builder.remove({.owner = 0, .selector = selector(".share")});
  builder.remove({.owner = 0, .selector = selector(".widget"), .max_text_bytes = 100});
  const auto program = builder.build();
  for (const char* const tail : {"", "<", "</", "</p", "<a b='", "<!--", "<![CDATA[", "&am"}) {
    for (const char* const start : {"<b class=share>b", "<b class=widget>b"}) {
      EXPECT_EQ(rewrite(std::string("<body><p>a") + start + tail, program).html, "<body><p>a" + kNotice)
          << start << tail;
    }
  }
}

}  // namespace CAVEAT_THIS_FILE
}  // namespace caveat::html
