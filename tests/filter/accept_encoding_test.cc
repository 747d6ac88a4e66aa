#include "filter/accept_encoding.h"

#include <gtest/gtest.h>

#include <string>

namespace caveat::filter {
namespace CAVEAT_THIS_FILE {

constexpr ContentCoding kIdentity = ContentCoding::identity;
constexpr ContentCoding kGzip = ContentCoding::gzip;
constexpr ContentCoding kBrotli = ContentCoding::brotli;
constexpr ContentCoding kZstd = ContentCoding::zstd;

struct AcceptCase {
  std::string accept_encoding;
  ContentCoding best;
  std::string asked;  ///< of the upstream
};

const AcceptCase kFields[] = {
    {"", kIdentity, "identity"},
    {"gzip", kGzip, "gzip"},
    {"GZIP", kGzip, "gzip"},
    {"x-gzip", kGzip, "gzip"},
    {"gzip, deflate, br, zstd", kZstd, "zstd, br, gzip"},
    {"gzip, deflate, br", kBrotli, "br, gzip"},
    {"gzip, zstd;q=0", kGzip, "gzip"},
    {"br;q=1.0, gzip;q=0.2", kBrotli, "br, gzip;q=0.2"},
    {"zstd;q=0.5, br;q=0.8, gzip;q=0.8", kBrotli, "zstd;q=0.5, br;q=0.8, gzip;q=0.8"},
    {"zstd;q=0.5, gzip;q=0.501", kGzip, "zstd;q=0.5, gzip;q=0.501"},
    {"gzip;q=0", kIdentity, "identity"},
    {"gzip;q=0.000", kIdentity, "identity"},
    {"gzip; Q = 0.001", kGzip, "gzip;q=0.001"},
    {"gzip;q=1", kGzip, "gzip"},
    {"gzip;q=1.000", kGzip, "gzip"},
    {"gzip;q=0.", kIdentity, "identity"},
    {"gzip;q=", kIdentity, "identity"},
    {"gzip;q=x", kIdentity, "identity"},
    {"gzip;q=10", kIdentity, "identity"},
    {"gzip;q=1.001", kIdentity, "identity"},
    {"gzip;q=0.1234", kIdentity, "identity"},
    {"gzip;x=0", kGzip, "gzip"},
    {"gzip;q=0, x-gzip", kGzip, "gzip"},
    {"*", kZstd, "zstd, br, gzip"},
    {"*;q=0.5, br", kBrotli, "zstd;q=0.5, br, gzip;q=0.5"},
    {"*;q=0", kIdentity, "identity"},
    {"*, zstd;q=0", kBrotli, "br, gzip"},
    {"*;q=0, gzip", kGzip, "gzip"},
    {"identity", kIdentity, "identity"},
    {"identity, gzip", kGzip, "gzip"},
    {"identity, gzip;q=0.5", kIdentity, "identity"},
    {"identity;q=0.5, gzip", kGzip, "gzip"},
    {"deflate, compress", kIdentity, "identity"},
    {"gzipped", kIdentity, "identity"},
};

class Accepted : public testing::TestWithParam<AcceptCase> {};

TEST_P(Accepted, is_what_the_reader_says_and_between_equals_what_we_prefer) {
  EXPECT_EQ(AcceptedCodings(GetParam().accept_encoding).best(), GetParam().best)
      << GetParam().accept_encoding;
}

TEST_P(Accepted, is_asked_of_the_upstream_as_far_as_it_can_be_coded_here) {
  EXPECT_EQ(accept_encoding_for_upstream(AcceptedCodings(GetParam().accept_encoding)), GetParam().asked)
      << GetParam().accept_encoding;
}

INSTANTIATE_TEST_SUITE_P(Fields, Accepted, testing::ValuesIn(kFields));

TEST(OutputCoding, is_one_only_where_both_sides_want_a_coding) {
  const AcceptedCodings gzip("gzip");
  EXPECT_EQ(output_coding(kGzip, gzip), kGzip);
  EXPECT_EQ(output_coding(ContentCoding::deflate, gzip), kGzip);
  EXPECT_EQ(output_coding(kZstd, gzip), kGzip);
  EXPECT_EQ(output_coding(kGzip, AcceptedCodings("zstd, gzip")), kZstd);
  EXPECT_EQ(output_coding(kGzip, AcceptedCodings()), kIdentity);
  EXPECT_EQ(output_coding(kIdentity, gzip), kIdentity);
  EXPECT_EQ(output_coding(kIdentity, gzip, true), kGzip);
  EXPECT_EQ(output_coding(kIdentity, AcceptedCodings(), true), kIdentity);
}

}  // namespace CAVEAT_THIS_FILE
}  // namespace caveat::filter
