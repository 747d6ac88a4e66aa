#include "filter/content_coding.h"

#include <gtest/gtest.h>

#include "coded_bytes.h"

namespace caveat::filter {
namespace CAVEAT_THIS_FILE {

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
                    NameCase{"deflate", ContentCoding::deflate}, NameCase{"br", ContentCoding::brotli},
                    NameCase{"ZSTD", ContentCoding::zstd}, NameCase{"brotli", std::nullopt},
                    NameCase{"compress", std::nullopt}, NameCase{"dcb", std::nullopt},
                    NameCase{"gzip, gzip", std::nullopt}, NameCase{"gzip, br", std::nullopt},
                    NameCase{"utf-8", std::nullopt}));

constexpr ContentCoding kCoded[] = {ContentCoding::gzip, ContentCoding::brotli, ContentCoding::zstd};
constexpr ContentCoding kAll[] = {ContentCoding::identity, ContentCoding::gzip, ContentCoding::brotli,
                                  ContentCoding::zstd};

std::string repetitive_text(std::size_t size) {
  std::string text;
  while (text.size() < size) text += "<li><a href=/" + std::to_string(text.size() / 7) + ">Read on</a>";
  return text.substr(0, size);
}

TEST(Encoder, codes_pages_that_anybody_can_read_from_any_chunks) {
  const std::string pages[] = {"", "a", varied_text(100'000), repetitive_text(700'000),
                               std::string(1'500'000, ' ')};
  for (const ContentCoding coding : kAll) {
    for (const std::string& page : pages) {
      for (const std::size_t chunk : {1UL, 1000UL, 70'000UL, 2'000'000UL}) {
        if (chunk == 1 && page.size() > 200'000) continue;
        const auto encoder = make_encoder(coding);
        MemoryBytes sink;
        for (std::size_t at = 0; at < page.size(); at += chunk)
          encoder->write(std::string_view(page).substr(at, chunk), sink);
        encoder->finish(sink);
        EXPECT_TRUE(as_read(coding, sink.text) == page)
            << name_of(coding) << ": " << page.size() << " by " << chunk;
      }
    }
  }
}

/// What the decoder gives of a beginning.
std::string readable_so_far(ContentCoding coding, std::string_view coded) {
  MemoryBytes sink;
  const auto decoder = make_decoder(coding, {});
  EXPECT_TRUE(decoder->write(coded, sink)) << name_of(coding);
  return sink.text;
}

TEST(Encoder, hands_out_all_it_was_given_at_each_flush) {
  for (const ContentCoding coding : kAll) {
    for (const std::size_t size : {1UL, 10UL, 16'384UL, 100'000UL}) {
      const auto encoder = make_encoder(coding);
      MemoryBytes sink;
      std::string written;
      for (int i = 0; i < 4; ++i) {
        written += varied_text(size);
        encoder->write(varied_text(size), sink);
        encoder->flush(sink);
        EXPECT_TRUE(readable_so_far(coding, sink.text) == written) << name_of(coding) << " " << size;
      }
      encoder->finish(sink);
      EXPECT_TRUE(as_read(coding, sink.text) == written) << name_of(coding) << " " << size;
    }
  }
}

TEST(Encoder, flushes_nothing_twice) {
  for (const ContentCoding coding : kCoded) {
    const auto encoder = make_encoder(coding);
    MemoryBytes sink;
    encoder->flush(sink);
    EXPECT_EQ(sink.text, "") << name_of(coding);
    encoder->write("<p>first", sink);
    encoder->flush(sink);
    const std::size_t size = sink.text.size();
    encoder->flush(sink);
    EXPECT_EQ(sink.text.size(), size) << name_of(coding);
  }
}

}  // namespace CAVEAT_THIS_FILE
}  // namespace caveat::filter
