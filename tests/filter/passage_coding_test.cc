// Coded pages through a Passage: each coding in, each coding out.
#include <gtest/gtest.h>

#include "coded_bytes.h"
#include "filter/passage.h"
#include "memory_exchange.h"

namespace caveat::filter {
namespace CAVEAT_THIS_FILE {

using State = Passage::State;

const std::string kBefore = "<!doctype html><title>t</title><body><article>";
const std::string kAfter = varied_text(5000) + "</article></body>";
const std::string kPage = kBefore + kAfter;
const std::string kPageWithNotice = kBefore + kNotice + kAfter;

struct CodedPage {
  ContentCoding coding;
  std::string name;
  std::string coded;
};

std::vector<CodedPage> every_coding_of(const std::string& page) {
  return {{ContentCoding::gzip, "gzip", gzipped(page)},
          {ContentCoding::deflate, "deflate", zlib_wrapped(page)},
          {ContentCoding::brotli, "br", brotlied(page)},
          {ContentCoding::zstd, "zstd", zstded(page)}};
}

struct Reader {
  std::string accepts;
  std::string gets;
  ContentCoding coding;
};

const Reader kReaders[] = {
    {"gzip, deflate, br, zstd", "zstd", ContentCoding::zstd},
    {"gzip, deflate, br", "br", ContentCoding::brotli},
    {"gzip, deflate", "gzip", ContentCoding::gzip},
    {"", "", ContentCoding::identity},
};

Exchange coded_exchange(const rules::Decision& decision, const CodedPage& page, std::string_view accepts) {
  Exchange result;
  result.rules = always(decision);
  result.body = page.coded;
  if (!accepts.empty()) result.request.fields.set("Accept-Encoding", accepts);
  result.response.fields.set("Content-Encoding", page.name);
  return result;
}

TEST(PassageCoding, edits_a_page_in_any_coding_for_any_reader_in_any_chunks) {
  for (const CodedPage& page : every_coding_of(kPage)) {
    for (const Reader& reader : kReaders) {
      for (const std::size_t chunk : {1UL, 17UL, 1'000'000UL}) {
        Exchange exchange = coded_exchange(warns(), page, reader.accepts);
        exchange.chunk = chunk;
        const Served served = serve(exchange);
        EXPECT_EQ(served.field("Content-Encoding"), reader.gets) << page.name << " for " << reader.accepts;
        EXPECT_EQ(served.field("Vary"), "Accept-Encoding") << page.name << " for " << reader.accepts;
        EXPECT_TRUE(as_read(reader.coding, served.body) == kPageWithNotice)
            << page.name << " for " << reader.accepts << " by " << chunk;
      }
    }
  }
}

TEST(PassageCoding, leaves_a_page_that_needs_no_edit_in_the_coding_it_came_in) {
  for (const CodedPage& page : every_coding_of(kPage)) {
    const Served served = serve(coded_exchange(passes(), page, "gzip, deflate, br, zstd"));
    EXPECT_TRUE(served.untouched) << page.name;
    EXPECT_TRUE(served.body == page.coded) << page.name;
    EXPECT_EQ(served.field("Content-Encoding"), page.name);
  }
}

std::string repeated(const std::string& text, std::size_t times) {
  std::string all;
  for (std::size_t i = 0; i < times; ++i) all += text;
  return all;
}

/// Ten gigabytes out of ten megabytes: members that stand beside each other.
TEST(PassageCoding, a_bomb_of_ten_gigabytes_ends_before_it_went_off) {
  const std::string spaces(10'000'000, ' ');
  const CodedPage bombs[] = {
      {ContentCoding::gzip, "gzip", gzipped(kBefore) + repeated(gzipped(spaces), 1000)},
      {ContentCoding::zstd, "zstd", zstded(kBefore) + repeated(zstded(spaces), 1000)},
  };
  for (const CodedPage& bomb : bombs) {
    Exchange exchange = coded_exchange(warns(), bomb, "");
    const Served served = serve(exchange);
    EXPECT_EQ(served.record.failure, "decompression_bomb") << bomb.name;
    EXPECT_EQ(served.state, State::aborted) << bomb.name;
    EXPECT_LT(served.body.size(), 4'000'000U) << bomb.name;
  }
}

TEST(PassageCoding, a_bomb_whose_notice_has_no_place_yet_is_refused) {
  for (const CodedPage& bomb : every_coding_of("<!doctype html>" + std::string(50'000'000, ' '))) {
    Exchange exchange = coded_exchange(warns(), bomb, "");
    exchange.limits.hold_bytes = 64 * 1024 * 1024;
    const Served served = serve(exchange);
    EXPECT_EQ(served.record.failure, "decompression_bomb") << bomb.name;
    EXPECT_EQ(served.head.status, 502) << bomb.name;
  }
}

TEST(PassageCoding, APlainPageIsCompressedWhereThatIsAskedFor) {
  Exchange exchange;
  exchange.rules = always(warns());
  exchange.body = "<html lang=en><body><article>" + varied_text(5000) + "</article></body></html>";
  exchange.request.fields = {{"Accept-Encoding", "gzip"}};
  exchange.limits.compresses = true;
  const Served served = serve(exchange);
  EXPECT_EQ(served.field("Content-Encoding"), "gzip");
  EXPECT_EQ(served.field("Vary"), "Accept-Encoding");
  EXPECT_NE(gunzipped(served.body).find(kNotice), std::string::npos);
}

}  // namespace CAVEAT_THIS_FILE
}  // namespace caveat::filter
