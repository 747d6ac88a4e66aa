// One bad record never ends the run.
#include <gmock/gmock.h>

#include "tests/audit/archive_reading.h"

namespace caveat::audit::tests {
namespace CAVEAT_THIS_FILE {

using testing::HasSubstr;
using testing::SizeIs;

std::vector<std::string> urls_of(const ReadArchive& read) {
  std::vector<std::string> urls;
  for (const ReadExchange& one : read.exchanges) urls.push_back(one.exchange.url.substr(21));
  return urls;
}

struct Damage {
  const char* name;
  std::string bytes;
  std::vector<std::string> urls;  ///< of what is read all the same
  std::string reason;             ///< of the first fault
};

std::vector<Damage> damages() {
  const std::string a = warc_response("a", kPage);
  const std::string b = warc_response("b", kPage);
  const std::string c = warc_response("c", kPage);
  std::string broken = packed(b);
  broken[12] = static_cast<char>(broken[12] ^ 0x55);
  std::string wrong_sum = packed(b);
  wrong_sum[wrong_sum.size() - 6] = static_cast<char>(wrong_sum[wrong_sum.size() - 6] ^ 1);
  const std::string no_length = "WARC/1.0\r\nWARC-Type: response\r\n\r\n";
  const std::string long_header = "WARC/1.0\r\nA: " + std::string(70000, 'x') + "\r\n\r\n";
  std::string lying = b;
  lying.replace(lying.find("Content-Length: "), 16, "Content-Length: 9");
  const auto zstd = [](const std::string& bytes) { return packed(bytes, filter::ContentCoding::zstd); };
  std::string broken_zstd = zstd(b);
  broken_zstd[5] = static_cast<char>(broken_zstd[5] ^ 0xff);
  return {
      {"garbage between records",
       a + "garbage\r\nWARC-Type: no\r\n" + c,
       {"a", "c"},
       "no WARC record begins here"},
      {"a header without a length", a + no_length + c, {"a", "c"}, "has no Content-Length"},
      {"a length that is no number",
       a + "WARC/1.0\r\nWARC-Type: response\r\nContent-Length: -3\r\n\r\n" + c,
       {"a", "c"},
       "is no number"},
      {"a header that never ends", a + long_header + c, {"a", "c"}, "longer than 64 KiB"},
      {"a version of the future",
       a + "WARC/3.0\r\nWARC-Type: response\r\nContent-Length: 0\r\n\r\n" + c,
       {"a", "c"},
       "version of WARC is not known"},
      {"no target",
       a + warc_record("response", "", "HTTP/1.1 200 OK\r\n\r\n") + c,
       {"a", "c"},
       "no WARC-Target-URI"},
      {"no HTTP", a + warc_response("b", "hello") + c, {"a", "c"}, "no HTTP response begins"},
      {"an HTTP head over the bound",
       a + warc_response("b", "HTTP/1.1 200 OK\r\nA: " + std::string(70000, 'x') + "\r\n\r\n") + c,
       {"a", "c"},
       "longer than 64 KiB"},
      {"a member that is broken", packed(a) + broken + packed(c), {"a", "c"}, "gzip member"},
      {"a checksum that is wrong", packed(a) + wrong_sum + packed(c), {"a", "b", "c"}, "checksum"},
      {"garbage between members",
       packed(a) + "garbage" + packed(c),
       {"a", "c"},
       "no gzip member begins here"},
      {"a member cut short", packed(a) + packed(b).substr(0, 60) + packed(c), {"a", "c"}, ""},
      {"a frame that is broken", zstd(a) + broken_zstd + zstd(c), {"a", "c"}, "zstd frame is damaged"},
      {"an archive cut short", packed(a) + packed(b).substr(0, 60), {"a"}, "ends within a gzip member"},
      {"a header cut short", a + b.substr(0, 30), {"a"}, "ends within the header"},
  };
}

TEST(DamagedArchives, AreReadOnBehindTheDamage) {
  for (const Damage& damage : damages()) {
    for (const Bodies bodies : {Bodies::read, Bodies::passed_over}) {
      const ReadArchive read = read_archive(damage.bytes, bodies);
      EXPECT_EQ(urls_of(read), damage.urls) << damage.name;
      ASSERT_FALSE(read.faults.empty()) << damage.name;
      EXPECT_THAT(read.faults[0].reason, HasSubstr(damage.reason)) << damage.name;
    }
  }
}

TEST(DamagedArchives, NameTheOffsetOfWhatCannotBeRead) {
  const std::string a = warc_response("a", kPage);
  EXPECT_EQ(read_archive(a + "garbage\r\n" + a).faults.at(0).place.offset, a.size());
  const std::string member = packed(a);
  EXPECT_EQ(read_archive(member + "garbage" + member).faults.at(0).place.offset, member.size());
}

TEST(DamagedArchives, EndARecordWhereItsMemberEndsThoughItsLengthLies) {
  std::string lying = warc_response("b", kPage);
  lying.replace(lying.find("Content-Length: "), 16, "Content-Length: 9");
  const ReadArchive read = read_archive(packed(lying) + packed(warc_response("c", kPage)));
  ASSERT_THAT(read.exchanges, SizeIs(2));
  EXPECT_EQ(read.exchanges[0].state, ArchivedBody::truncated);
  EXPECT_THAT(read.exchanges[0].flaw, HasSubstr("ends before its length says"));
  EXPECT_EQ(read.exchanges[1].body, "<p>Hello</p>");
}

TEST(DamagedArchives, TellOfARecordThatIsCutThoughNobodyReadsItsBody) {
  const std::string cut = warc_response("a", std::string(kPage) + std::string(5000, 'x')).substr(0, 900);
  const ReadArchive read = read_archive(cut, Bodies::passed_over);
  ASSERT_THAT(read.faults, SizeIs(1));
  EXPECT_THAT(read.faults[0].reason, HasSubstr("ends before its length says"));
}

TEST(DamagedArchives, ThatAreNoneSaySo) {
  EXPECT_THAT(read_archive("").faults.at(0).reason, HasSubstr("empty"));
  EXPECT_THAT(read_archive("hello").faults.at(0).reason, HasSubstr("no WARC, ARC, HAR or page"));
  EXPECT_THAT(read_archive_at("/nowhere/at/all").faults.at(0).reason, HasSubstr("No such file"));
  EXPECT_THAT(read_archive("[1, 2]").faults.at(0).reason, HasSubstr("no HAR"));
}

}  // namespace CAVEAT_THIS_FILE
}  // namespace caveat::audit::tests
