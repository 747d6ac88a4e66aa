#include "filter/accept_encoding.h"

#include <gtest/gtest.h>

#include <string>

namespace caveat::filter {
namespace {

struct AcceptCase {
  std::string accept_encoding;
  bool gzip;
};

const AcceptCase kFields[] = {
    {"", false},
    {"gzip", true},
    {"GZIP", true},
    {"x-gzip", true},
    {"gzip, deflate, br, zstd", true},
    {"br;q=1.0, gzip;q=0.2", true},
    {"gzip;q=0", false},
    {"gzip;q=0.000", false},
    {"gzip; Q = 0.001", true},
    {"gzip;q=1", true},
    {"gzip;q=1.000", true},
    {"gzip;q=", false},
    {"gzip;q=x", false},
    {"gzip;q=10", false},
    {"gzip;x=0", true},
    {"*", true},
    {"*;q=0", false},
    {"*, gzip;q=0", false},
    {"*;q=0, gzip", true},
    {"identity", false},
    {"deflate, br", false},
    {"gzipped", false},
};

class AcceptsGzip : public testing::TestWithParam<AcceptCase> {};

TEST_P(AcceptsGzip, as_the_reader_says) {
  EXPECT_EQ(accepts_gzip(GetParam().accept_encoding), GetParam().gzip) << GetParam().accept_encoding;
}

INSTANTIATE_TEST_SUITE_P(Fields, AcceptsGzip, testing::ValuesIn(kFields));

TEST(OutputCoding, is_gzip_only_where_both_sides_want_a_coding) {
  EXPECT_EQ(output_coding(ContentCoding::gzip, true), ContentCoding::gzip);
  EXPECT_EQ(output_coding(ContentCoding::deflate, true), ContentCoding::gzip);
  EXPECT_EQ(output_coding(ContentCoding::gzip, false), ContentCoding::identity);
  EXPECT_EQ(output_coding(ContentCoding::identity, true), ContentCoding::identity);
}

}  // namespace
}  // namespace caveat::filter
