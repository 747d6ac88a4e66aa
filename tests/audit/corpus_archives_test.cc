// What is found in every archive of the corpus. tests/audit/listing compares the bodies to another reader's.
#include <gmock/gmock.h>

#include <set>

#include "tests/audit/archive_reading.h"
#include "tests/corpus.h"

namespace caveat::audit::tests {
namespace CAVEAT_THIS_FILE {

struct Contents {
  std::string file;
  std::size_t exchanges;
  std::size_t unanswered;
  std::size_t absent;
  std::size_t truncated;
  std::size_t flawed;  ///< bodies that are whole, of which something is told all the same
  friend bool operator==(const Contents&, const Contents&) = default;
  friend void PrintTo(const Contents& one, std::ostream* out) {
    *out << one.file << ": " << one.exchanges << ", " << one.unanswered << ", " << one.absent << ", "
         << one.truncated << ", " << one.flawed;
  }
};

// clang-format off
const std::vector<Contents> kContents = {
    // file, exchanges, unanswered, absent, truncated, flawed
    {"har/PerfCascade/capture-har_cnn.har", 2, 0, 1, 0, 0},
    {"har/PerfCascade/capture-har_redirect-loop.har", 11, 0, 1, 0, 0},
    {"har/PerfCascade/chrome_enorm-magazin.de.har", 65, 0, 2, 61, 0},
    {"har/PerfCascade/chrome_github.com_home.har", 20, 0, 10, 0, 0},
    {"har/PerfCascade/chrome_h2_h2o.examp1e.net.har", 16, 0, 0, 0, 0},
    {"har/PerfCascade/firefox_www.nghttp2.org.har", 10, 1, 9, 0, 0},
    {"har/PerfCascade/github.com.151226_X7_b43d35e592fab70e0ba012fe11a41020.har", 16, 0, 15, 0, 0},
    {"har/PerfCascade/www.bbc.co.uk.160529_8V_7R3.har", 1050, 17, 938, 0, 0},
    {"har/mitmproxy/charles.har", 1, 0, 0, 0, 0},
    {"har/mitmproxy/charles.json", 0, 0, 0, 0, 0},
    {"har/mitmproxy/compressed.zhar", 2, 0, 0, 0, 0},
    {"har/mitmproxy/corrupted_gzip_body.har", 1, 0, 0, 0, 0},
    {"har/mitmproxy/diff_data.har", 5, 0, 0, 0, 0},
    {"har/mitmproxy/head-content-length.har", 1, 0, 0, 0, 0},
    {"har/mitmproxy/head-content-length.json", 0, 0, 0, 0, 0},
    {"har/mitmproxy/incomplete_log.har", 4, 4, 0, 0, 0},
    {"har/mitmproxy/insomnia.har", 1, 0, 0, 0, 0},
    {"har/mitmproxy/insomnia.json", 0, 0, 0, 0, 0},
    {"har/mitmproxy/postdata.har", 1, 0, 0, 0, 0},
    {"har/mitmproxy/postdata.json", 0, 0, 0, 0, 0},
    {"har/mitmproxy/safari.har", 19, 0, 0, 0, 0},
    {"har/mitmproxy/safari.json", 0, 0, 0, 0, 0},
    {"har/mitmproxy/websocket.har", 3, 0, 0, 0, 0},
    {"warc/jwarc/cc.warc.gz", 1, 0, 0, 0, 0},
    {"warc/jwat/1-1-20110922131213-00000-svc-VirtualBox.arc", 96, 0, 0, 0, 0},
    {"warc/jwat/invalid-arcfile-record-then-garbage.arc", 1, 0, 0, 0, 0},
    {"warc/jwat/invalid-warcfile-contenttype-recommended.warc", 2, 0, 0, 0, 1},
    {"warc/jwat/invalid-warcfile-contenttype-warcinfo-recommended.warc", 0, 0, 0, 0, 0},
    {"warc/jwat/invalid-warcfile-digest-fields.warc", 4, 0, 0, 0, 4},
    {"warc/jwat/invalid-warcfile-encoding-headers.warc.gz", 3, 0, 0, 0, 0},
    {"warc/jwat/invalid-warcfile-fields-missing.warc", 0, 0, 0, 0, 0},
    {"warc/jwat/invalid-warcfile-lonely-continuation.warc", 0, 0, 0, 0, 0},
    {"warc/jwat/invalid-warcfile-lonely-request-response-resource-conversion.warc", 0, 0, 0, 0, 0},
    {"warc/jwat/invalid-warcfile-segment-number-continuation.warc", 0, 0, 0, 0, 0},
    {"warc/jwat/invalid-warcfile-segment-number-response.warc", 2, 0, 0, 1, 1},
    {"warc/jwat/test-arc-1.0-dashed-fields.arc", 1, 0, 0, 0, 0},
    {"warc/jwat/test-arc-1.0-invalid-fields.arc", 1, 0, 0, 0, 0},
    {"warc/jwat/test-utf8.warc", 0, 0, 0, 0, 0},
    {"warc/jwat/valid-warcfile-contenttype-continuation.warc", 0, 0, 0, 0, 0},
    {"warc/jwat/valid-warcfile-duplicate-concurrentto.warc", 0, 0, 0, 0, 0},
    {"warc/jwat/valid-warcfile-fields-continuation.warc", 0, 0, 0, 0, 0},
    {"warc/jwat/valid-warcfile-fields-warcinfo.warc", 0, 0, 0, 0, 0},
    {"warc/jwat/valid-warcfile-non-warc-headers.warc", 0, 0, 0, 0, 0},
    {"warc/jwat/valid-warcfile-upper-lower-case.warc", 0, 0, 0, 0, 0},
    {"warc/pywb/example-extra.warc", 4, 0, 0, 1, 0},
    {"warc/pywb/example-url-agnostic-revisit.warc.gz", 1, 0, 1, 0, 0},
    {"warc/pywb/missing-status-text.warc", 1, 0, 0, 0, 0},
    {"warc/tika/testARC.arc", 1, 0, 0, 0, 0},
    {"warc/warcat/at.warc", 2, 0, 0, 0, 0},
    {"warc/warcat/at.warc.gz", 2, 0, 0, 0, 0},
    {"warc/warcat/bad_http_chunked_content.warc", 1, 0, 0, 1, 0},
    {"warc/warcat/not_utf8_http_header.warc", 1, 0, 0, 0, 0},
    {"warc/warcio/bad.arc", 1, 0, 0, 0, 0},
    {"warc/warcio/example-bad-non-chunked.warc.gz", 2, 0, 0, 0, 0},
    {"warc/warcio/example-space-in-target-uri.warc.gz", 0, 0, 0, 0, 0},
    {"warc/warcio/example-space-in-url.arc", 1, 0, 0, 1, 0},
    {"warc/warcio/example-wrong-chunks.warc.gz", 1, 0, 0, 1, 0},
    {"warc/warcio/example.arc", 1, 0, 0, 0, 0},
    {"warc/warcio/example.arc.gz", 1, 0, 0, 0, 0},
    {"warc/warcio/post-test.warc.gz", 3, 0, 0, 0, 0},
    {"warc/webarchive-commons/IAH-20080430204825-00000-blackbook-truncated.arc", 7, 0, 0, 0, 0},
    {"warc/webarchive-commons/IAH-urls-wget.warc", 16, 0, 0, 0, 0},
    {"warc/webarchive-commons/IAH-urls-wget.warc.gz", 16, 0, 0, 0, 0},
    {"warc/webarchive-commons/link-extraction-test.warc", 6, 0, 0, 1, 3},
    {"warc/webarchive-discovery/BL-20140325121225068-00000-32090~opera~8443.warc.gz", 62, 0, 0, 0, 0},
    {"warc/webarchive-discovery/IAH-20080430204825-00000-blackbook-truncated.arc.gz", 7, 0, 0, 0, 0},
    {"warc/webarchive-discovery/IAH-20080430204825-00000-blackbook-truncated.warc", 7, 0, 0, 0, 0},
    {"warc/webarchive-discovery/IAH-20080430204825-00000-blackbook-truncated.warc.gz", 7, 0, 0, 0, 0},
    {"warc/webarchive-discovery/ip-host-testcase.warc.gz", 1, 0, 0, 0, 0},
    {"warc/webarchive-discovery/transfer_compression_brotli.warc", 1, 0, 0, 0, 0},
    {"warc/webarchive-discovery/transfer_compression_brotli.warc.gz", 1, 0, 0, 0, 0},
    {"warc/webarchive-discovery/transfer_compression_gzip.warc", 1, 0, 0, 0, 0},
    {"warc/webarchive-discovery/transfer_compression_gzip.warc.gz", 1, 0, 0, 0, 0},
};
// clang-format on

struct NamedFault {
  std::string file;
  std::uint64_t offset;
  std::string reason;
  friend bool operator==(const NamedFault&, const NamedFault&) = default;
  friend void PrintTo(const NamedFault& one, std::ostream* out) {
    *out << one.file << " at " << one.offset << ": " << one.reason;
  }
};

constexpr const char* kNoHar = "the JSON is no HAR: it has no log.entries";
constexpr const char* kNoArcRecord = "no ARC record begins here";
constexpr const char* kNoLength = "the record has no Content-Length";
constexpr const char* kLoneSegment = "a segment whose beginning is not before it";

// clang-format off
const std::vector<NamedFault> kFaults = {
    {"har/mitmproxy/charles.json", 4186, kNoHar},
    {"har/mitmproxy/head-content-length.json", 5787, kNoHar},
    {"har/mitmproxy/insomnia.json", 4008, kNoHar},
    {"har/mitmproxy/postdata.json", 5034, kNoHar},
    {"har/mitmproxy/safari.json", 77464, kNoHar},
    {"warc/jwat/invalid-arcfile-record-then-garbage.arc", 2329, kNoArcRecord},
    {"warc/jwat/invalid-warcfile-fields-missing.warc", 0, "the record has no WARC-Type"},
    {"warc/jwat/invalid-warcfile-lonely-continuation.warc", 0, kNoLength},
    {"warc/jwat/invalid-warcfile-lonely-request-response-resource-conversion.warc", 0, kNoLength},
    {"warc/jwat/invalid-warcfile-lonely-request-response-resource-conversion.warc", 36, kNoLength},
    {"warc/jwat/invalid-warcfile-lonely-request-response-resource-conversion.warc", 73, kNoLength},
    {"warc/jwat/invalid-warcfile-lonely-request-response-resource-conversion.warc", 110, kNoLength},
    {"warc/jwat/invalid-warcfile-segment-number-continuation.warc", 0, kLoneSegment},
    {"warc/jwat/invalid-warcfile-segment-number-continuation.warc", 1053, kLoneSegment},
    {"warc/jwat/test-arc-1.0-dashed-fields.arc", 4453, kNoArcRecord},
    {"warc/jwat/test-arc-1.0-invalid-fields.arc", 0, kNoArcRecord},
    {"warc/jwat/test-arc-1.0-invalid-fields.arc", 4492, kNoArcRecord},
    {"warc/jwat/valid-warcfile-contenttype-continuation.warc", 0, kLoneSegment},
    {"warc/jwat/valid-warcfile-fields-continuation.warc", 0, kLoneSegment},
    {"warc/warcio/bad.arc", 0, kNoArcRecord},
    {"warc/warcio/bad.arc", 262, kNoArcRecord},
    {"warc/webarchive-commons/link-extraction-test.warc", 10562, "the record has no WARC-Target-URI"},
};
// clang-format on

Contents contents_of(const std::string& file, const ReadArchive& read) {
  Contents found{file, read.exchanges.size(), 0, 0, 0, 0};
  for (const ReadExchange& one : read.exchanges) {
    if (one.state == ArchivedBody::absent || one.state == ArchivedBody::elsewhere) ++found.absent;
    if (one.state == ArchivedBody::no_answer) ++found.unanswered;
    if (one.state == ArchivedBody::truncated) ++found.truncated;
    if (one.state == ArchivedBody::whole && !one.flaw.empty()) ++found.flawed;
  }
  return found;
}

TEST(CorpusArchives, AreReadToTheirEndsAndTellWhatCouldNotBe) {
  const auto corpus = caveat::tests::corpus_folder("warc");
  if (!corpus) GTEST_SKIP() << caveat::tests::kCorpusMissing;
  std::vector<NamedFault> faults;
  for (const Contents& expected : kContents) {
    const ReadArchive read = read_archive_at((corpus->parent_path() / expected.file).string());
    EXPECT_EQ(contents_of(expected.file, read), expected);
    for (const ArchiveFault& fault : read.faults) {
      EXPECT_TRUE(fault.place.archive.ends_with(expected.file)) << fault.place.archive;
      faults.push_back({expected.file, fault.place.offset, fault.reason});
    }
    for (const ReadExchange& one : read.exchanges) {
      EXPECT_EQ(one.state == ArchivedBody::whole || !one.flaw.empty(), true) << one.exchange.url;
    }
  }
  EXPECT_THAT(faults, testing::ElementsAreArray(kFaults));
}

TEST(CorpusArchives, AreAllListedHere) {
  const auto corpus = caveat::tests::corpus_folder("warc");
  if (!corpus) GTEST_SKIP() << caveat::tests::kCorpusMissing;
  std::set<std::string> listed;
  for (const Contents& one : kContents) listed.insert(one.file);
  for (const char* folder : {"warc", "har"}) {
    for (const auto& entry : std::filesystem::recursive_directory_iterator(corpus->parent_path() / folder)) {
      if (!entry.is_regular_file()) continue;
      EXPECT_TRUE(listed.contains(entry.path().lexically_relative(corpus->parent_path()).string()))
          << entry.path();
    }
  }
}

}  // namespace CAVEAT_THIS_FILE
}  // namespace caveat::audit::tests
