#include "filter/content_coding.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "coded_bytes.h"

namespace caveat::filter {
namespace {

struct NameCase {
  std::string content_encoding;
  std::optional<ContentCoding> coding;
};

class ContentCodingOf : public testing::TestWithParam<NameCase> {};

TEST_P(ContentCodingOf, knows_the_names_of_single_codings) {
  EXPECT_EQ(content_coding_of(GetParam().content_encoding), GetParam().coding) << GetParam().content_encoding;
}

INSTANTIATE_TEST_SUITE_P(
    Names, ContentCodingOf,
    testing::Values(NameCase{"", ContentCoding::identity}, NameCase{"identity", ContentCoding::identity},
                    NameCase{"GZip", ContentCoding::gzip}, NameCase{"x-gzip", ContentCoding::gzip},
                    NameCase{"identity, gzip", ContentCoding::gzip},
                    NameCase{"deflate", ContentCoding::deflate}, NameCase{"br", std::nullopt},
                    NameCase{"gzip, gzip", std::nullopt}, NameCase{"utf-8", std::nullopt}));

struct Decoded {
  std::string text;
  std::optional<DecodingError> error;
};

Decoded decode(ContentCoding coding, std::string_view coded, std::size_t chunk, DecodingLimits limits = {}) {
  const auto decoder = make_decoder(coding, limits);
  MemoryBytes sink;
  for (; !coded.empty(); coded.remove_prefix(std::min(chunk, coded.size()))) {
    if (auto written = decoder->write(coded.substr(0, chunk), sink); !written)
      return {sink.text, written.error()};
  }
  if (auto finished = decoder->finish(); !finished) return {sink.text, finished.error()};
  return {sink.text, std::nullopt};
}

const std::string kPage = "<!doctype html><p>" + varied_text(100'000) + "</p>";

struct GoodCase {
  std::string name;
  ContentCoding coding;
  std::string coded;
  std::string text;
};

const GoodCase kGood[] = {
    {"identity", ContentCoding::identity, kPage, kPage},
    {"gzip", ContentCoding::gzip, gzipped(kPage), kPage},
    {"two members", ContentCoding::gzip, gzipped("ab") + gzipped("cd"), "abcd"},
    {"an empty member", ContentCoding::gzip, gzipped(""), ""},
    {"no gzip bytes at all", ContentCoding::gzip, "", ""},
    {"deflate in zlib's wrapper", ContentCoding::deflate, zlib_wrapped(kPage), kPage},
    {"bare deflate", ContentCoding::deflate, bare_deflated(kPage), kPage},
};

TEST(Decoder, decodes_the_same_in_any_chunks) {
  for (const GoodCase& one : kGood) {
    for (const std::size_t chunk : {1UL, 2UL, 3UL, 1000UL, 1'000'000UL}) {
      const Decoded decoded = decode(one.coding, one.coded, chunk);
      EXPECT_EQ(decoded.error, std::nullopt) << one.name << " by " << chunk;
      EXPECT_TRUE(decoded.text == one.text) << one.name << " by " << chunk;
    }
  }
}

std::string with_changed_byte(std::string bytes, std::size_t from_end) {
  char& byte = bytes[bytes.size() - from_end];
  byte = static_cast<char>(byte ^ 1);
  return bytes;
}

std::string without_last(const std::string& bytes, std::size_t count) {
  return bytes.substr(0, bytes.size() - count);
}

struct BadCase {
  std::string name;
  ContentCoding coding;
  std::string coded;
  DecodingError error;
};

const BadCase kBad[] = {
    {"a wrong checksum", ContentCoding::gzip, with_changed_byte(gzipped(kPage), 8), DecodingError::corrupt},
    {"a wrong length", ContentCoding::gzip, with_changed_byte(gzipped(kPage), 1), DecodingError::corrupt},
    {"damage inside", ContentCoding::gzip, with_changed_byte(gzipped(kPage), 30'000), DecodingError::corrupt},
    {"no gzip", ContentCoding::gzip, "<html>", DecodingError::corrupt},
    {"bytes after the end", ContentCoding::gzip, gzipped(kPage) + "x", DecodingError::corrupt},
    {"words after the end", ContentCoding::gzip, gzipped(kPage) + "<script>", DecodingError::corrupt},
    {"zeros after the end", ContentCoding::gzip, gzipped(kPage) + std::string(512, '\0'),
     DecodingError::corrupt},
    {"half a trailer", ContentCoding::gzip, without_last(gzipped(kPage), 4), DecodingError::truncated},
    {"half a body", ContentCoding::gzip, without_last(gzipped(kPage), 20'000), DecodingError::truncated},
    {"half a second member", ContentCoding::gzip, gzipped("a") + without_last(gzipped("b"), 9),
     DecodingError::truncated},
    {"a wrong Adler-32", ContentCoding::deflate, with_changed_byte(zlib_wrapped(kPage), 1),
     DecodingError::corrupt},
    {"bytes after deflate", ContentCoding::deflate, zlib_wrapped("a") + "x", DecodingError::corrupt},
    {"bytes after bare deflate", ContentCoding::deflate, bare_deflated("a") + "x", DecodingError::corrupt},
    {"a second deflate stream", ContentCoding::deflate, zlib_wrapped("a") + zlib_wrapped("b"),
     DecodingError::corrupt},
    {"one byte of deflate", ContentCoding::deflate, "\x78", DecodingError::truncated},
    {"half a bare deflate", ContentCoding::deflate, without_last(bare_deflated(kPage), 10),
     DecodingError::truncated},
};

TEST(Decoder, refuses_what_is_not_whole_in_any_chunks) {
  for (const BadCase& one : kBad) {
    for (const std::size_t chunk : {1UL, 7UL, 1'000'000UL}) {
      EXPECT_EQ(decode(one.coding, one.coded, chunk).error, one.error) << one.name << " by " << chunk;
    }
  }
}

TEST(Decoder, refuses_a_bomb_soon_after_the_free_bytes) {
  const std::string bomb = gzipped(std::string(50'000'000, 'a'));
  const Decoded decoded = decode(ContentCoding::gzip, bomb, 4096);
  EXPECT_EQ(decoded.error, DecodingError::bomb);
  EXPECT_LT(decoded.text.size(), 3'000'000U);
}

TEST(Decoder, lets_short_pages_repeat_themselves) {
  const std::string page(1'000'000, 'a');
  EXPECT_EQ(decode(ContentCoding::gzip, gzipped(page), 4096).error, std::nullopt);
}

TEST(Encoder, codes_gzip_that_anybody_can_read) {
  const auto encoder = make_encoder(ContentCoding::gzip);
  MemoryBytes sink;
  encoder->write(kPage, sink);
  encoder->finish(sink);
  EXPECT_TRUE(gunzipped(sink.text) == kPage);
}

TEST(Encoder, hands_out_all_it_was_given_at_a_flush) {
  const auto encoder = make_encoder(ContentCoding::gzip);
  MemoryBytes sink;
  encoder->write("<p>first", sink);
  encoder->flush(sink);
  EXPECT_EQ(decode(ContentCoding::gzip, sink.text, 10).text, "<p>first");
}

TEST(Encoder, flushes_nothing_twice) {
  const auto encoder = make_encoder(ContentCoding::gzip);
  MemoryBytes sink;
  encoder->write("<p>first", sink);
  encoder->flush(sink);
  const std::size_t size = sink.text.size();
  encoder->flush(sink);
  EXPECT_EQ(sink.text.size(), size);
}

}  // namespace
}  // namespace caveat::filter
