// Every decoder against whole, damaged, cut and exaggerated bodies, in any chunks.
#include <gtest/gtest.h>
#include <zlib.h>

#include <algorithm>

#include "coded_bytes.h"
#include "filter/content_coding.h"

namespace caveat::filter {
namespace CAVEAT_THIS_FILE {

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

/// RFC 1952 by hand: the same member with an extra field, a name, a comment and the header's checksum.
std::string with_full_header(const std::string& member) {
  using namespace std::string_literals;
  std::string header = member.substr(0, 10);
  header[3] = '\x1E';
  header += "\x04\0AP\0\0"s + "page.html\0"s + "a comment\0"s;
  const unsigned long crc = crc32(0, reinterpret_cast<const unsigned char*>(header.data()),
                                  static_cast<unsigned int>(header.size()));
  header += {static_cast<char>(crc & 0xFF), static_cast<char>((crc >> 8) & 0xFF)};
  return header + member.substr(10);
}

/// RFC 8878, 3.1.2.
const std::string kSkippable = std::string("\x5A\x2A\x4D\x18\x03\0\0\0abc", 11);

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
    {"a header with every part", ContentCoding::gzip, with_full_header(gzipped(kPage)), kPage},
    {"members with every part", ContentCoding::gzip,
     with_full_header(gzipped("ab")) + with_full_header(gzipped("")) + with_full_header(gzipped("cd")),
     "abcd"},
    {"no deflate bytes at all", ContentCoding::deflate, "", ""},
    {"brotli", ContentCoding::brotli, brotlied(kPage), kPage},
    {"brotli in its largest window", ContentCoding::brotli, brotlied(kPage, 24), kPage},
    {"an empty brotli page", ContentCoding::brotli, brotlied(""), ""},
    {"no brotli bytes at all", ContentCoding::brotli, "", ""},
    {"zstd", ContentCoding::zstd, zstded(kPage), kPage},
    {"zstd in the largest window", ContentCoding::zstd, zstded(kPage, 23), kPage},
    {"an empty zstd frame", ContentCoding::zstd, zstded(""), ""},
    {"no zstd bytes at all", ContentCoding::zstd, "", ""},
    {"two zstd frames", ContentCoding::zstd, zstded("ab") + zstded("cd"), "abcd"},
    {"skippable frames", ContentCoding::zstd, kSkippable + zstded("ab") + kSkippable, "ab"},
    {"zeros that repeat themselves", ContentCoding::zstd, zstded(std::string(1'000'000, '\0')),
     std::string(1'000'000, '\0')},
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
    {"a wrong checksum of the header", ContentCoding::gzip,
     with_changed_byte(with_full_header(gzipped("")), 11), DecodingError::corrupt},
    {"a reserved flag", ContentCoding::gzip, "\x1F\x8B\x08\x20", DecodingError::corrupt},
    {"half a header", ContentCoding::gzip, with_full_header(gzipped("")).substr(0, 25),
     DecodingError::truncated},
    {"no brotli", ContentCoding::brotli, "<html>", DecodingError::corrupt},
    {"bytes after brotli", ContentCoding::brotli, brotlied(kPage) + "x", DecodingError::corrupt},
    {"a second brotli stream", ContentCoding::brotli, brotlied("a") + brotlied("b"), DecodingError::corrupt},
    {"half a brotli body", ContentCoding::brotli, without_last(brotlied(kPage), 20'000),
     DecodingError::truncated},
    {"brotli with a large window", ContentCoding::brotli, brotlied(kPage, 26), DecodingError::corrupt},
    {"a wrong checksum of zstd", ContentCoding::zstd, with_changed_byte(zstded(kPage), 1),
     DecodingError::corrupt},
    {"no zstd", ContentCoding::zstd, "<html>", DecodingError::corrupt},
    {"bytes after zstd", ContentCoding::zstd, zstded(kPage) + "tail", DecodingError::corrupt},
    {"a byte after zstd", ContentCoding::zstd, zstded(kPage) + "\x28", DecodingError::truncated},
    {"half a second frame", ContentCoding::zstd, zstded("a") + without_last(zstded("b"), 5),
     DecodingError::truncated},
    {"half a skippable frame", ContentCoding::zstd, without_last(kSkippable, 1), DecodingError::truncated},
    {"a window beyond 8 MiB", ContentCoding::zstd, zstded(kPage, 24), DecodingError::corrupt},
    {"a zstd frame from before the standard", ContentCoding::zstd,
     std::string("\x27\xB5\x2F\xFD") + zstded("a").substr(4), DecodingError::corrupt},
    {"a zstd frame that needs a dictionary", ContentCoding::zstd,
     std::string("\x28\xB5\x2F\xFD\x21\x07\x00\x01\x00\x00", 10), DecodingError::corrupt},
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

struct CodedPage {
  std::string name;
  ContentCoding coding;
  std::string coded;
  bool has_checksum;
};

std::vector<CodedPage> every_coding_of(const std::string& page) {
  return {{"gzip", ContentCoding::gzip, gzipped(page), true},
          {"gzip with every part", ContentCoding::gzip, with_full_header(gzipped(page)), true},
          {"deflate in zlib's wrapper", ContentCoding::deflate, zlib_wrapped(page), true},
          {"bare deflate", ContentCoding::deflate, bare_deflated(page), false},
          {"brotli", ContentCoding::brotli, brotlied(page), false},
          {"zstd", ContentCoding::zstd, zstded(page), true}};
}

const std::string kShortPage = "<!doctype html><title>t</title><article>" + varied_text(300) +
                               "</article><p>again</p><p>again</p><p>again</p>";

TEST(Decoder, takes_no_damaged_byte_for_a_page_where_there_is_a_checksum) {
  for (const CodedPage& one : every_coding_of(kShortPage)) {
    for (std::size_t at = 0; at < one.coded.size(); ++at) {
      for (const int damage : {0x01, 0x80, 0xFF}) {
        std::string coded = one.coded;
        coded[at] = static_cast<char>(coded[at] ^ damage);
        const Decoded decoded = decode(one.coding, coded, 1'000'000);
        if (one.has_checksum && !decoded.error) {
          // Left: what says nothing of the page, as gzip's time and system.
          EXPECT_TRUE(decoded.text == kShortPage) << one.name << " at " << at;
        }
        const Decoded by_bytes = decode(one.coding, coded, 1);
        EXPECT_EQ(by_bytes.error, decoded.error) << one.name << " at " << at;
        EXPECT_TRUE(decoded.error || by_bytes.text == decoded.text) << one.name << " at " << at;
      }
    }
  }
}

TEST(Decoder, takes_no_beginning_for_a_page) {
  for (const CodedPage& one : every_coding_of(kShortPage)) {
    for (std::size_t size = 1; size < one.coded.size(); ++size) {
      for (const std::size_t chunk : {1UL, 1'000'000UL}) {
        const Decoded decoded = decode(one.coding, one.coded.substr(0, size), chunk);
        EXPECT_EQ(decoded.error, DecodingError::truncated) << one.name << " up to " << size;
        EXPECT_TRUE(kShortPage.starts_with(decoded.text)) << one.name << " up to " << size;
      }
    }
  }
}

TEST(Decoder, takes_nothing_after_the_end) {
  for (const CodedPage& one : every_coding_of(kShortPage)) {
    for (int byte = 0; byte < 256; ++byte) {
      for (const std::size_t chunk : {1UL, 1'000'000UL}) {
        const Decoded decoded = decode(one.coding, one.coded + static_cast<char>(byte), chunk);
        EXPECT_TRUE(decoded.error) << one.name << " and " << byte;
      }
    }
  }
}

TEST(Decoder, reads_members_of_any_size_beside_each_other) {
  std::string gzip;
  std::string zstd;
  std::string text;
  for (std::size_t size = 0; size < 100; ++size) {
    const std::string page = varied_text(size * size);
    text += page;
    gzip += size % 2 == 0 ? gzipped(page) : with_full_header(gzipped(page));
    zstd += zstded(page);
    if (size % 33 != 0) continue;
    for (const std::size_t chunk : {1UL, 13UL, 4096UL, 10'000'000UL}) {
      EXPECT_TRUE(decode(ContentCoding::gzip, gzip, chunk).text == text) << size << " by " << chunk;
      EXPECT_TRUE(decode(ContentCoding::zstd, zstd, chunk).text == text) << size << " by " << chunk;
    }
  }
}

TEST(Decoder, refuses_a_bomb_soon_after_the_free_bytes) {
  for (const CodedPage& one : every_coding_of(std::string(50'000'000, 'a'))) {
    for (const std::size_t chunk : {16UL, 4096UL, 1'000'000UL}) {
      const Decoded decoded = decode(one.coding, one.coded, chunk);
      EXPECT_EQ(decoded.error, DecodingError::bomb) << one.name << " by " << chunk;
      EXPECT_LT(decoded.text.size(), 4'000'000U) << one.name << " by " << chunk;
    }
  }
}

TEST(Decoder, lets_short_pages_repeat_themselves) {
  const std::string page(1'000'000, 'a');
  for (const CodedPage& one : every_coding_of(page)) {
    EXPECT_EQ(decode(one.coding, one.coded, 4096).error, std::nullopt) << one.name;
  }
}

}  // namespace CAVEAT_THIS_FILE
}  // namespace caveat::filter
