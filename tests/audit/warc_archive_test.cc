// What is read out of WARC files, made by hand.
#include "audit/formats/warc_archive.h"

#include <gmock/gmock.h>

#include "tests/audit/archive_reading.h"

namespace caveat::audit::tests {
namespace CAVEAT_THIS_FILE {

using testing::HasSubstr;
using testing::SizeIs;

std::string body_of(const ReadArchive& read, std::size_t at = 0) {
  return read.exchanges.size() > at ? read.exchanges[at].body : "there is no such exchange";
}

TEST(WarcArchive, GivesAResponseWithItsUrlTimeHeadAndBody) {
  const ReadArchive read = read_archive(warc_response("a", kPage));
  ASSERT_THAT(read.exchanges, SizeIs(1));
  const ArchivedExchange& exchange = read.exchanges[0].exchange;
  EXPECT_EQ(exchange.url, "https://news.example/a");
  EXPECT_EQ(exchange.place.record, "<urn:a>");
  EXPECT_EQ(exchange.time, std::chrono::sys_days(std::chrono::year(2026) / 11 / 26) + std::chrono::hours(23) +
                               std::chrono::minutes(37));
  EXPECT_EQ(exchange.head.status, 200);
  EXPECT_EQ(exchange.head.fields.first("content-type"), "text/html");
  EXPECT_EQ(read.exchanges[0].body, "<p>Hello</p>");
  EXPECT_EQ(read.exchanges[0].state, ArchivedBody::whole);
}

TEST(WarcArchive, ReadsTheSameInEveryPacking) {
  const std::string two = warc_response("a", kPage) + warc_response("b", kPage);
  const std::vector<std::string> packings = {
      two, packed(two), packed(warc_response("a", kPage)) + packed(warc_response("b", kPage)),
      packed(two, filter::ContentCoding::zstd),
      packed(warc_response("a", kPage), filter::ContentCoding::zstd) +
          packed(warc_response("b", kPage), filter::ContentCoding::zstd)};
  for (const std::string& packing : packings) {
    const ReadArchive read = read_archive(packing);
    EXPECT_THAT(read.exchanges, SizeIs(2));
    EXPECT_THAT(read.faults, SizeIs(0));
    EXPECT_EQ(body_of(read, 1), "<p>Hello</p>");
  }
}

TEST(WarcArchive, TellsTheOffsetOfARecordOrOfItsMember) {
  const std::string a = warc_response("a", kPage);
  EXPECT_EQ(read_archive(a + a).exchanges[1].exchange.place.offset, a.size());
  const std::string member = packed(a);
  EXPECT_EQ(read_archive(member + member).exchanges[1].exchange.place.offset, member.size());
}

struct Framing {
  const char* name;
  std::string_view message;
  std::string_view body;
  ArchivedBody state;
  std::string_view flaw;
};

TEST(WarcArchive, UndoesTheTransferCodingAndTellsWhatDoesNotFitTheHead) {
  constexpr auto kWhole = ArchivedBody::whole;
  constexpr auto kTruncated = ArchivedBody::truncated;
  const std::vector<Framing> cases = {
      {"to the end", "HTTP/1.0 200 OK\r\n\r\nabc", "abc", kWhole, ""},
      {"length", "HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nabc", "abc", kWhole, ""},
      {"too short", "HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nabc", "abc", kTruncated,
       "shorter than its Content-Length"},
      {"too long", "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nabc", "abc", kWhole,
       "longer than its Content-Length"},
      {"chunked",
       "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\na\r\n2;x=y\r\nbc\r\n0\r\nT: 1\r\n\r\n",
       "abc", kWhole, ""},
      {"said to be chunked", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n<p>abc", "<p>abc", kWhole,
       ""},
      {"chunks end", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n", "abc", kTruncated,
       "ends before its last chunk"},
      {"chunks break", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\nzz", "abc",
       kTruncated, "chunks are broken"},
      {"no body", "HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\n", "", ArchivedBody::absent, "has no body"},
      {"not modified", "HTTP/1.1 304 Not Modified\r\nContent-Length: 4\r\n\r\n", "", kWhole, ""},
      {"LF alone", "HTTP/1.1 200 OK\nA: b\n\nabc", "abc", kWhole, ""},
  };
  for (const Framing& one : cases) {
    const ReadArchive read = read_archive(warc_response("a", one.message));
    ASSERT_THAT(read.exchanges, SizeIs(1)) << one.name;
    EXPECT_EQ(read.exchanges[0].body, one.body) << one.name;
    EXPECT_EQ(read.exchanges[0].state, one.state) << one.name;
    EXPECT_THAT(read.exchanges[0].flaw, HasSubstr(one.flaw)) << one.name;
    EXPECT_FALSE(read.exchanges[0].exchange.head.fields.contains("Transfer-Encoding")) << one.name;
  }
}

TEST(WarcArchive, DropsAContentEncodingThatTheCrawlerHadUndone) {
  const ReadArchive read = read_archive(
      warc_response("a", "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 2\r\n\r\n<p>plain"));
  EXPECT_FALSE(read.exchanges[0].exchange.head.fields.contains("Content-Encoding"));
  EXPECT_EQ(body_of(read), "<p>plain");
  EXPECT_EQ(read.exchanges[0].flaw, "");
}

TEST(WarcArchive, LeavesContentCodingsOn) {
  const std::string coded = packed("<p>");
  const ReadArchive read =
      read_archive(warc_response("a", "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n" + coded));
  EXPECT_EQ(read.exchanges[0].exchange.head.fields.first("Content-Encoding"), "gzip");
  EXPECT_EQ(body_of(read), coded);
}

TEST(WarcArchive, JoinsTheRequestBeforeAResponseWithoutTheReadersSecrets) {
  const std::string request =
      warc_record("request", "WARC-Target-URI: https://news.example/a\r\nWARC-Concurrent-To: <urn:a>\r\n",
                  "POST /a HTTP/1.1\r\nAccept-Language: ru\r\nCookie: id=1\r\nAuthorization: x\r\n\r\n");
  const ReadArchive read = read_archive(request + warc_response("a", kPage) + warc_response("b", kPage));
  ASSERT_THAT(read.exchanges, SizeIs(2));
  EXPECT_EQ(read.exchanges[0].exchange.method, "POST");
  EXPECT_EQ(read.exchanges[0].exchange.request_fields.first("Accept-Language"), "ru");
  EXPECT_EQ(read.exchanges[0].exchange.request_fields.size(), 1);
  EXPECT_EQ(read.exchanges[1].exchange.method, "GET");
}

/// As Heritrix and browsers' crawlers write them.
TEST(WarcArchive, JoinsTheRequestAndTheNoteBehindAResponse) {
  const std::string request =
      warc_record("request", "WARC-Target-URI: https://news.example/a\r\nWARC-Concurrent-To: <urn:a>\r\n",
                  "HEAD /a HTTP/1.1\r\nAccept-Language: ru\r\nCookie: id=1\r\n\r\n");
  const std::string note =
      warc_record("metadata", "WARC-Concurrent-To: <urn:a>\r\nContent-Type: application/warc-fields\r\n",
                  "caveat-region: UA-43\r\ncaveat-rules: abc\r\n");
  const std::string of_b =
      warc_record("request", "WARC-Target-URI: https://news.example/b\r\n", "POST /b HTTP/1.1\r\n\r\n");
  const std::string a = warc_response("a", kPage);
  const std::string b = warc_response("b", kPage);
  for (const std::string& archive : {a + request + note + of_b + b, a + note + request + of_b + b,
                                     packed(a) + packed(note) + packed(request) + packed(of_b) + packed(b)}) {
    const ReadArchive read = read_archive(archive);
    ASSERT_THAT(read.exchanges, SizeIs(2));
    EXPECT_EQ(body_of(read, 0), "<p>Hello</p>");
    EXPECT_EQ(read.exchanges[0].exchange.method, "HEAD");
    EXPECT_EQ(read.exchanges[0].exchange.request_fields.size(), 1);
    ASSERT_TRUE(read.exchanges[0].exchange.capture);
    EXPECT_EQ(read.exchanges[0].exchange.capture->region, "UA-43");
    EXPECT_EQ(body_of(read, 1), "<p>Hello</p>");
    EXPECT_EQ(read.exchanges[1].exchange.method, "POST") << "that request stands before its response";
    EXPECT_FALSE(read.exchanges[1].exchange.capture);
  }
}

TEST(WarcArchive, TellsOfWhatIsTornBehindAResponse) {
  const ReadArchive read =
      read_archive(packed(warc_response("a", kPage)) + "torn" + packed(warc_response("b", kPage)));
  EXPECT_THAT(read.exchanges, SizeIs(2));
  EXPECT_THAT(read.faults, SizeIs(1));
}

TEST(WarcArchive, JoinsTheCaptureNoteBeforeAResponse) {
  const std::string note =
      warc_record("metadata", "WARC-Concurrent-To: <urn:a>\r\nContent-Type: application/warc-fields\r\n",
                  "caveat-region: UA-43\r\ncaveat-rules: abc\r\n");
  const ReadArchive read = read_archive(note + warc_response("a", kPage) + warc_response("b", kPage));
  ASSERT_TRUE(read.exchanges[0].exchange.capture);
  EXPECT_EQ(read.exchanges[0].exchange.capture->region, "UA-43");
  EXPECT_EQ(read.exchanges[0].exchange.capture->rules_digest, "abc");
  EXPECT_FALSE(read.exchanges[1].exchange.capture);
}

TEST(WarcArchive, GivesResourcesAsBareAndRevisitsWithoutABodyAndConversions) {
  const std::string target = "WARC-Target-URI: https://news.example/a\r\nContent-Type: text/html\r\n";
  const ReadArchive read = read_archive(warc_record("resource", target, "<p>") +
                                        warc_record("revisit", target, "HTTP/1.1 200 OK\r\n\r\n") +
                                        warc_record("conversion", target, "text"));
  ASSERT_THAT(read.exchanges, SizeIs(3));
  EXPECT_EQ(read.exchanges[0].exchange.head.status, 0);
  EXPECT_EQ(read.exchanges[0].exchange.head.fields.first("Content-Type"), "text/html");
  EXPECT_EQ(body_of(read, 0), "<p>");
  EXPECT_EQ(read.exchanges[1].exchange.head.status, 200);
  EXPECT_EQ(read.exchanges[1].state, ArchivedBody::elsewhere);
  EXPECT_EQ(read.exchanges[2].state, ArchivedBody::converted);
}

struct Naming {
  const char* name;
  std::string_view original;
  std::string_view revisit;
};

TEST(WarcArchive, FindsTheBodyOfARevisitHoweverItIsNamed) {
  const std::vector<Naming> cases = {
      {"digest in another case", "WARC-Payload-Digest: sha1:VGMT4NSHA2AWVOR6EVYXQUGCNSONBWE5\r\n",
       "WARC-Payload-Digest: sha1:vgmt4nsha2awvor6evyxqugcnsonbwe5\r\n"},
      {"record", "WARC-Record-ID: <urn:uuid:1>\r\n", "WARC-Refers-To: <urn:uuid:1>\r\n"},
      {"URL and time", "WARC-Date: 2026-11-20T12:00:00.25Z\r\n",
       "WARC-Refers-To-Target-URI: https://news.example/a\r\nWARC-Refers-To-Date: 2026-11-20T12:00:00Z\r\n"},
      {"URL in brackets", "WARC-Date: 2026-11-20T12:00:00Z\r\n",
       "WARC-Refers-To-Target-URI: <https://news.example/a>\r\nWARC-Refers-To-Date: "
       "2026-11-20T12:00:00Z\r\n"},
  };
  for (const Naming& one : cases) {
    const std::string original =
        warc_record("response", "WARC-Target-URI: https://news.example/a\r\n" + std::string(one.original),
                    "HTTP/1.1 200 OK\r\n\r\nabc");
    const std::string revisit =
        warc_record("revisit", "WARC-Target-URI: https://news.example/b\r\n" + std::string(one.revisit),
                    "HTTP/1.1 200 OK\r\nX-Own: 1\r\n\r\n");
    const std::string other = warc_response("c", kPage);
    for (const std::string& archive :
         {other + original + revisit, packed(other) + packed(original) + packed(revisit),
          packed(other + original + revisit),
          packed(other, filter::ContentCoding::zstd) + packed(original, filter::ContentCoding::zstd) +
              packed(revisit, filter::ContentCoding::zstd)}) {
      const ReadArchive read = read_archive(archive);
      ASSERT_THAT(read.exchanges, SizeIs(3)) << one.name;
      EXPECT_EQ(body_of(read, 2), "abc") << one.name;
      EXPECT_EQ(read.exchanges[2].state, ArchivedBody::whole) << one.name;
      EXPECT_THAT(read.exchanges[2].exchange.revisit_of, SizeIs(0)) << one.name;
    }
    EXPECT_THAT(read_archive(revisit + original).exchanges.at(0).exchange.revisit_of, testing::Not(SizeIs(0)))
        << one.name;
  }
}

TEST(WarcArchive, GivesARevisitTheBodyOfTheRecordWithItsDigest) {
  const std::string digest = "WARC-Payload-Digest: sha1:a9993e364706816aba3e25717850c26c9cd0d89d\r\n";
  const std::string a =
      warc_record("response", "WARC-Target-URI: https://news.example/a\r\n" + digest,
                  "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n");
  const std::string other = warc_response("c", kPage);
  const std::string with_head =
      warc_record("revisit", "WARC-Target-URI: https://news.example/b\r\n" + digest,
                  "HTTP/1.1 200 Fine\r\nX-Own: 1\r\nTransfer-Encoding: chunked\r\n\r\n");
  const std::string without =
      warc_record("revisit", "WARC-Target-URI: https://news.example/d\r\n" + digest, "");
  for (const std::string& archive :
       {other + a + with_head + other + without,
        packed(other) + packed(a) + packed(with_head) + packed(other) + packed(without)}) {
    const ReadArchive read = read_archive(archive);
    ASSERT_THAT(read.exchanges, SizeIs(5));
    EXPECT_EQ(body_of(read, 2), "abc");
    EXPECT_EQ(read.exchanges[2].state, ArchivedBody::whole);
    EXPECT_EQ(read.exchanges[2].exchange.url, "https://news.example/b");
    EXPECT_EQ(read.exchanges[2].exchange.head.reason, "Fine");
    EXPECT_FALSE(read.exchanges[2].exchange.head.fields.contains("Transfer-Encoding"));
    EXPECT_EQ(body_of(read, 3), "<p>Hello</p>");
    EXPECT_EQ(body_of(read, 4), "abc");
    EXPECT_EQ(read.exchanges[4].exchange.head.status, 200);
  }
}

TEST(WarcArchive, PassesOverWhatIsNoResponseOfTheWeb) {
  const ReadArchive read =
      read_archive(warc_record("warcinfo", "", "software: x\r\n") +
                   warc_record("response", "WARC-Target-URI: dns:news.example\r\n", "1") +
                   warc_record("resource", "WARC-Target-URI: metadata://gnu.org/wget\r\n", "1") +
                   warc_record("metadata", "", "x: y\r\n"));
  EXPECT_THAT(read.exchanges, SizeIs(0));
  EXPECT_THAT(read.faults, SizeIs(0));
}

std::string segment(std::string_view type, int number, std::string_view fields, std::string_view block) {
  return warc_record(type,
                     "WARC-Target-URI: https://news.example/a\r\nWARC-Segment-Number: " +
                         std::to_string(number) + "\r\n" + std::string(fields),
                     block);
}

TEST(WarcArchive, JoinsSegmentsThatFollow) {
  const ReadArchive read =
      read_archive(segment("response", 1, "WARC-Record-ID: <urn:a>\r\n", "HTTP/1.1 200 OK\r\n\r\nab") +
                   segment("continuation", 2, "WARC-Segment-Origin-ID: <urn:a>\r\n", "cd") +
                   segment("continuation", 3,
                           "WARC-Segment-Origin-ID: <urn:a>\r\nWARC-Segment-Total-Length: 25\r\n", "ef") +
                   warc_response("b", kPage));
  ASSERT_THAT(read.exchanges, SizeIs(2));
  EXPECT_EQ(body_of(read), "abcdef");
  EXPECT_EQ(read.exchanges[0].state, ArchivedBody::whole);
  EXPECT_EQ(body_of(read, 1), "<p>Hello</p>");
}

TEST(WarcArchive, TellsOfSegmentsThatDoNotFollow) {
  const ReadArchive read =
      read_archive(segment("response", 1, "WARC-Record-ID: <urn:a>\r\n", "HTTP/1.1 200 OK\r\n\r\nab") +
                   warc_response("b", kPage));
  ASSERT_THAT(read.exchanges, SizeIs(2));
  EXPECT_EQ(read.exchanges[0].state, ArchivedBody::truncated);
  EXPECT_EQ(body_of(read, 1), "<p>Hello</p>");
}

TEST(WarcArchive, TellsOfWrongDigestsAndNotOfRightOnes) {
  const auto flaw = [](std::string_view digest) {
    const std::string fields = "WARC-Target-URI: https://news.example/a\r\n" + std::string(digest) + "\r\n";
    return read_archive(warc_record("resource", fields, "abc")).exchanges.at(0).flaw;
  };
  EXPECT_EQ(flaw("WARC-Block-Digest: sha1:VGMT4NSHA2AWVOR6EVYXQUGCNSONBWE5"), "");
  EXPECT_EQ(flaw("WARC-Block-Digest: sha1:a9993e364706816aba3e25717850c26c9cd0d89d"), "");
  EXPECT_EQ(
      flaw("WARC-Payload-Digest: sha256:BA7816BF8F01CFEA414140DE5DAE2223B00361A396177A9CB410FF61F20015AD"),
      "");
  EXPECT_EQ(flaw("WARC-Block-Digest: unknown:1234"), "");
  EXPECT_EQ(flaw("WARC-Block-Digest: sha1:VGMT4NSHA2AWVOR6EVYXQUGCNSONBWEA"), "its block digest is wrong");
  EXPECT_EQ(flaw("WARC-Payload-Digest: sha1:a9993e364706816aba3e25717850c26c9cd0d89e"),
            "its payload digest is wrong");
}

TEST(WarcArchive, TakesAPayloadDigestOfTheChunksOrOfWhatIsInThem) {
  const auto flaw = [](std::string_view digest) {
    return read_archive(
               warc_record("response",
                           "WARC-Target-URI: https://news.example/a\r\nWARC-Payload-Digest: sha1:" +
                               std::string(digest) + "\r\n",
                           "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n"))
        .exchanges.at(0)
        .flaw;
  };
  EXPECT_EQ(flaw("a9993e364706816aba3e25717850c26c9cd0d89d"), "");
  EXPECT_EQ(flaw("51b8b4f6a2f26f5be3eb1ee6b77c6ef3a21d33e4"), "its payload digest is wrong");
}

}  // namespace CAVEAT_THIS_FILE
}  // namespace caveat::audit::tests
