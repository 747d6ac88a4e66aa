// What the proxy's capture writes, and what it leaves out.
#include "audit/capture/capture.h"

#include <gmock/gmock.h>

#include <thread>

#include "tests/audit/archive_reading.h"
#include "tests/temporary_folder.h"

namespace caveat::audit::tests {
namespace CAVEAT_THIS_FILE {

namespace fs = std::filesystem;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::SizeIs;

class CaptureTest : public testing::Test {
 protected:
  const caveat::tests::TemporaryFolder temporary_;
  const fs::path& folder_ = temporary_.path();

  CaptureTest() {
    options_.warc = (folder_ / "news-{date}.warc.gz").string();
    options_.software = "caveat/test";
  }

  /// All that was given is on the disk when it returns.
  filter::CaptureFigures capture(const std::vector<filter::CapturedResponse>& responses) {
    Capture capture(options_, [this](const std::string& problem) { told_.push_back(problem); });
    for (const auto& response : responses) capture.captured(response);
    while (true) {
      const auto figures = capture.figures();
      if (figures.written + figures.dropped + figures.withheld + figures.failed == responses.size())
        return figures;
      std::this_thread::yield();
    }
  }
  std::vector<std::string> files() const {
    std::vector<std::string> names;
    for (const auto& entry : fs::directory_iterator(folder_))
      names.push_back(entry.path().filename().string());
    std::ranges::sort(names);
    return names;
  }

  CaptureOptions options_;
  std::vector<std::string> told_;
};

filter::CapturedResponse page(std::string body = "<p>Hello</p>") {
  filter::CapturedResponse response;
  response.url = "https://news.example/a/1.html";
  response.record.minute = std::chrono::sys_days(std::chrono::year(2026) / 11 / 26) + std::chrono::hours(23);
  response.record.region = "UA-43";
  response.record.rules_digest = "abc";
  response.head = {.status = 200, .reason = "OK", .fields = {{"Content-Type", "text/html"}}};
  response.body = std::move(body);
  return response;
}

TEST_F(CaptureTest, IsReadBackWithTheRegionThatWasJudged) {
  EXPECT_EQ(capture({page()}).written, 1);
  const ReadArchive read = read_archive_at((folder_ / "news-2026-11-26.warc.gz").string());
  EXPECT_THAT(read.faults, SizeIs(0));
  ASSERT_THAT(read.exchanges, SizeIs(1));
  EXPECT_EQ(read.exchanges[0].exchange.url, "https://news.example/a/1.html");
  EXPECT_EQ(read.exchanges[0].exchange.time, std::chrono::sys_seconds(page().record.minute));
  ASSERT_TRUE(read.exchanges[0].exchange.capture);
  EXPECT_EQ(read.exchanges[0].exchange.capture->region, "UA-43");
  EXPECT_EQ(read.exchanges[0].exchange.capture->rules_digest, "abc");
  EXPECT_EQ(read.exchanges[0].body, "<p>Hello</p>");
  EXPECT_EQ(read.exchanges[0].flaw, "");
}

TEST_F(CaptureTest, SaysWhenABodyIsABeginning) {
  auto cut = page();
  cut.is_truncated = true;
  capture({cut});
  EXPECT_EQ(read_archive_at((folder_ / "news-2026-11-26.warc.gz").string()).exchanges.at(0).state,
            ArchivedBody::truncated);
}

TEST_F(CaptureTest, WithholdsWhatSaysSomethingOfItsReader) {
  auto plain = page("<p>You came from 203.0.113.7</p>");
  plain.reader_words = {"203.0.113.7"};
  auto coded = page(packed("<p>You asked for canary17</p>"));
  coded.head.fields.append("Content-Encoding", "gzip");
  coded.reader_words = {"canary17"};
  auto in_head = page();
  in_head.head.fields.append("X-Client", "203.0.113.7");
  in_head.reader_words = {"203.0.113.7"};
  auto unreadable = page("no gzip");
  unreadable.head.fields.append("Content-Encoding", "gzip");
  unreadable.reader_words = {"203.0.113.7"};
  auto innocent = page();
  innocent.reader_words = {"203.0.113.7"};
  const auto figures = capture({plain, coded, in_head, unreadable, innocent});
  EXPECT_EQ(figures.withheld, 4);
  EXPECT_EQ(figures.written, 1);
}

TEST_F(CaptureTest, BeginsAFileEachDayAndAtItsSizeAndAtEachStart) {
  options_.rotate_bytes = 1;
  auto next_day = page();
  next_day.record.minute += std::chrono::hours(2);
  capture({page(), page(), next_day});
  capture({next_day});
  EXPECT_THAT(files(), ElementsAre("news-2026-11-26-2.warc.gz", "news-2026-11-26.warc.gz",
                                   "news-2026-11-27-2.warc.gz", "news-2026-11-27.warc.gz"));
}

TEST_F(CaptureTest, BeginsAFileWhereOneWasTakenAway) {
  Capture capture(options_, [](const std::string& problem) { FAIL() << problem; });
  const auto write = [&](const char* body) {
    const auto before = capture.figures().written;
    capture.captured(page(body));
    while (capture.figures().written == before) std::this_thread::yield();
  };
  const fs::path path = folder_ / "news-2026-11-26.warc.gz";
  write("<p>One</p>");
  fs::remove(path);
  write("<p>Two</p>");
  fs::rename(path, folder_ / "taken.warc.gz");
  write("<p>Three</p>");
  write("<p>Four</p>");
  for (const auto& [file, bodies] :
       {std::pair("taken.warc.gz", std::vector{"<p>Two</p>"}),
        std::pair("news-2026-11-26.warc.gz", std::vector{"<p>Three</p>", "<p>Four</p>"})}) {
    const ReadArchive read = read_archive_at((folder_ / file).string());
    EXPECT_THAT(read.faults, SizeIs(0)) << file;
    std::vector<std::string> found;
    for (const auto& exchange : read.exchanges) found.push_back(exchange.body);
    EXPECT_THAT(found, testing::ElementsAreArray(bodies)) << file;
  }
  EXPECT_THAT(files(), SizeIs(2));
}

TEST_F(CaptureTest, TellsWhenItsFolderIsGone) {
  {
    Capture capture(options_, [this](const std::string& problem) { told_.push_back(problem); });
    capture.captured(page());
    while (capture.figures().written == 0) std::this_thread::yield();
    fs::remove_all(folder_);
    capture.captured(page());
    capture.captured(page());
  }
  EXPECT_THAT(told_, ElementsAre(HasSubstr("cannot make")));
}

TEST_F(CaptureTest, DropsWhatComesFasterThanItIsWritten) {
  options_.queue_bytes = 100'000;
  std::vector<filter::CapturedResponse> many(50, page(std::string(90'000, 'x')));
  const auto figures = capture(many);
  EXPECT_GT(figures.dropped, 0);
  EXPECT_EQ(figures.failed, 0);
}

TEST_F(CaptureTest, TellsWhenItCannotWriteAndWhenItCanAgain) {
  options_.warc = (folder_ / "none" / "news.warc.gz").string();
  EXPECT_EQ(capture({page(), page()}).failed, 2);
  ASSERT_THAT(told_, SizeIs(1));
  EXPECT_THAT(told_[0], HasSubstr("cannot make"));
}

TEST_F(CaptureTest, TakesTheShareThatItWasTold) {
  options_.sample = 0.25;
  Capture capture(options_, nullptr);
  int wanted = 0;
  for (int i = 0; i < 10'000; ++i) wanted += capture.wants_next() ? 1 : 0;
  EXPECT_NEAR(wanted, 2500, 200);
}

}  // namespace CAVEAT_THIS_FILE
}  // namespace caveat::audit::tests
