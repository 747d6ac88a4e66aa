// Pages in charsets whose markup is not ASCII bytes, and such as are not what they say.
#include <gtest/gtest.h>
#include <iconv.h>

#include <filesystem>

#include "coded_bytes.h"
#include "filter/passage.h"
#include "memory_exchange.h"
#include "tests/corpus.h"

namespace caveat::filter {
namespace CAVEAT_THIS_FILE {

using State = Passage::State;
using namespace std::string_literals;

/// By the C library. What `to` cannot say is left out.
std::string converted(const std::string& text, const char* from, const char* to) {
  const iconv_t converter = iconv_open((std::string(to) + "//IGNORE").c_str(), from);
  std::string result(4 * text.size() + 64, '\0');
  std::string copy = text;
  char* in = copy.data();
  std::size_t in_left = copy.size();
  char* out = result.data();
  std::size_t out_left = result.size();
  iconv(converter, &in, &in_left, &out, &out_left);
  iconv(converter, nullptr, nullptr, &out, &out_left);
  iconv_close(converter);
  result.resize(result.size() - out_left);
  return result;
}

const char* const kCharsets[] = {"UTF-16LE", "UTF-16BE", "ISO-2022-JP"};

const std::string kBefore = "<!doctype html><html lang=ja><title>日本</title><body>日本<article>";
const std::string kAfter = "日本語 ~ 記事<p class=share>共有</p></article></body></html>\n";

Exchange exchange_in(const std::string& charset, const rules::Decision& decision, std::string body) {
  Exchange exchange;
  exchange.rules = always(decision);
  exchange.body = std::move(body);
  exchange.response.fields.set("Content-Type", "text/html; charset=" + charset);
  return exchange;
}

TEST(PassageCharset, a_notice_stands_in_the_pages_own_charset_in_any_chunks) {
  for (const char* charset : kCharsets) {
    for (const std::size_t chunk : {1UL, 2UL, 3UL, 1000UL}) {
      Exchange exchange = exchange_in(charset, warns(), converted(kBefore + kAfter, "UTF-8", charset));
      exchange.chunk = chunk;
      const Served served = serve(exchange);
      EXPECT_TRUE(served.body == converted(kBefore + kNotice + kAfter, "UTF-8", charset))
          << charset << " by " << chunk;
      EXPECT_EQ(served.state, State::complete);
      EXPECT_EQ(served.record.failure, "");
      EXPECT_EQ(served.field("Content-Type"), "text/html; charset="s + charset);
    }
  }
}

TEST(PassageCharset, a_byte_order_mark_outdoes_the_head_and_stays) {
  const std::string mark = "\xFF\xFE";
  const Served served =
      serve(exchange_in("utf-8", warns(), mark + converted(kBefore + kAfter, "UTF-8", "UTF-16LE")));
  EXPECT_TRUE(served.body == mark + converted(kBefore + kNotice + kAfter, "UTF-8", "UTF-16LE"));
}

TEST(PassageCharset, a_coded_page_is_decoded_twice_and_coded_twice) {
  Exchange exchange =
      exchange_in("utf-16be", warns(), brotlied(converted(kBefore + kAfter, "UTF-8", "UTF-16BE")));
  exchange.request.fields.set("Accept-Encoding", "zstd");
  exchange.response.fields.set("Content-Encoding", "br");
  const Served served = serve(exchange);
  EXPECT_TRUE(as_read(ContentCoding::zstd, served.body) ==
              converted(kBefore + kNotice + kAfter, "UTF-8", "UTF-16BE"));
}

TEST(PassageCharset, what_is_taken_out_leaves_nothing_of_its_charset_behind) {
  const std::string share = "<p class=share>共有</p>";
  std::string without = kBefore + kAfter;
  without.erase(without.find(share), share.size());
  for (const char* charset : kCharsets) {
    const Served served =
        serve(exchange_in(charset, removes_share(), converted(kBefore + kAfter, "UTF-8", charset)));
    EXPECT_TRUE(served.body == converted(without, "UTF-8", charset)) << charset;
  }
}

TEST(PassageCharset, a_long_page_goes_on_unedited_in_its_charset) {
  const std::string page = converted(kBefore + kAfter + varied_text(200'000), "UTF-8", "UTF-16LE");
  Exchange exchange = exchange_in("utf-16le", warns(), page + "x");
  exchange.limits.page_bytes = 100'001;
  exchange.chunk = 1000;
  const Served served = serve(exchange);
  EXPECT_EQ(served.state, State::complete);
  EXPECT_TRUE(served.body ==
              converted(kBefore + kNotice + kAfter + varied_text(200'000), "UTF-8", "UTF-16LE") + "x");
}

TEST(PassageCharset, a_rule_can_ask_for_the_language_of_such_a_page) {
  const auto rules = std::make_shared<RulesByFunction>([](const rules::Facts& facts) {
    if (!facts.page) return awaits(rules::Awaits::page);
    return facts.page->language == "ja" ? warns() : passes();
  });
  for (const char* charset : kCharsets) {
    for (const std::size_t chunk : {1UL, 1000UL}) {
      Exchange exchange = exchange_in(charset, passes(), converted(kBefore + kAfter, "UTF-8", charset));
      exchange.rules = rules;
      exchange.chunk = chunk;
      EXPECT_TRUE(serve(exchange).body == converted(kBefore + kNotice + kAfter, "UTF-8", charset))
          << charset << " by " << chunk;
    }
  }
}

struct WrongPage {
  const char* what;
  const char* charset;
  std::string after;  ///< the article's first tag
};

const WrongPage kWrongPages[] = {
    {"half a unit at the end", "utf-16le", "a\0b"s},
    {"lone surrogates", "utf-16le", "\0\xD8\0\xD8\0\xDC\0\xDC\0\xDC<\0"s},
    {"switches that nothing needs", "iso-2022-jp", "\x1B$BF|\x1B(B\x1B$BF|\x1B(J</article>\x1B(B"},
    {"bytes that are no ISO-2022-JP", "iso-2022-jp", "\x93\xFA\x1B$B)<\xFF\n\x1B"},
    {"bytes that are no UTF-8", "utf-8", "\xFF\xC3(\xE2\x82"},
    {"bytes that are no Shift_JIS", "shift_jis", "\xFF\x81\x20\x80"},
    {"bytes that are no EUC-KR", "euc-kr", "\xFE\xFE\xFF"},
    {"every high byte of x-user-defined", "x-user-defined", "\x80\x9F\xA0\xFF"},
};

TEST(PassageCharset, bytes_that_are_invalid_in_their_charset_leave_as_they_came) {
  for (const WrongPage& one : kWrongPages) {
    const std::string charset = one.charset;
    const auto in_charset = [&](const std::string& ascii) {
      return charset == "utf-16le" ? converted(ascii, "ASCII", "UTF-16LE") : ascii;
    };
    const std::string before = in_charset("<!doctype html><body><article>");
    const Served served = serve(exchange_in(charset, warns(), before + one.after));
    EXPECT_TRUE(served.body == before + in_charset(kNotice) + one.after) << one.what;
  }
}

/// The pages of a folder of the corpus.
std::vector<std::filesystem::path> pages_in(const std::filesystem::path& folder) {
  std::vector<std::filesystem::path> pages;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
    if (entry.is_regular_file() && entry.path().extension() == ".html") pages.push_back(entry.path());
  }
  return pages;
}

TEST(PassageCharset, real_pages_change_where_they_would_in_utf_8_and_nowhere_else) {
  const auto folder = tests::corpus_folder("pages/readability");
  if (!folder) GTEST_SKIP() << "skipped: " << tests::kCorpusMissing;
  for (const auto& path : pages_in(*folder)) {
    for (const char* charset : kCharsets) {
      // Only what both charsets can say, and both ways.
      const std::string bytes = converted(tests::read_file(path), "UTF-8", charset);
      const std::string utf8 = converted(bytes, charset, "UTF-8");
      if (converted(utf8, "UTF-8", charset) != bytes) continue;
      for (const rules::Decision& decision : {warns(), removes_share()}) {
        const Served expected = serve(exchange_in("utf-8", decision, utf8));
        const Served served = serve(exchange_in(charset, decision, bytes));
        EXPECT_TRUE(served.body == converted(expected.body, "UTF-8", charset)) << path << " in " << charset;
      }
    }
  }
}

TEST(PassageCharset, real_pages_in_any_charset_lose_no_byte_to_a_notice) {
  const auto folder = tests::corpus_folder("charset");
  if (!folder) GTEST_SKIP() << "skipped: " << tests::kCorpusMissing;
  std::size_t utf16 = 0;
  for (const auto& path : pages_in(*folder)) {
    const std::string page = tests::read_file(path);
    Exchange exchange = exchange_in("", warns(), page);
    exchange.response.fields.set("Content-Type", "text/html");
    const Served served = serve(exchange);
    // UTF-16 that nothing declares: browsers differ.
    if (served.record.failure == "charset_unsupported") continue;
    std::string body = served.body;
    const std::string wide = converted(kNotice, "ASCII", "UTF-16LE");
    for (const std::string& notice : {kNotice, wide, converted(kNotice, "ASCII", "UTF-16BE")}) {
      const std::size_t at = body.find(notice);
      if (at == std::string::npos) continue;
      body.erase(at, notice.size());
      if (notice != kNotice) ++utf16;
      break;
    }
    EXPECT_TRUE(body == page) << path;
  }
  EXPECT_GT(utf16, 0U);
}

}  // namespace CAVEAT_THIS_FILE
}  // namespace caveat::filter
