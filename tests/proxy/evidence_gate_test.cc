// Nothing of a covered response leaves before what was decided is kept.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <condition_variable>
#include <future>
#include <sstream>

#include "html/program.h"
#include "proxy_fixture.h"

namespace caveat::proxy {
namespace CAVEAT_THIS_FILE {

using filter::EvidenceSink;
using testing::HasSubstr;
using testing::StartsWith;

constexpr std::string_view kRequest = "GET /a HTTP/1.1\r\nHost: a.example\r\n\r\n";
const std::string kPage =
    "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 5\r\nX-Site: yes\r\n\r\nhello";

/// Keeps nothing until it is told to.
class WaitingSink final : public EvidenceSink {
 public:
  void decided(const filter::Record& record, Done done) override {
    const std::lock_guard lock(mutex_);
    records_.push_back(record);
    done_.push_back(std::move(done));
    changed_.notify_all();
  }
  void ended(std::uint64_t number, const filter::Record& record) override {
    const std::lock_guard lock(mutex_);
    ended_.emplace_back(number, record);
    changed_.notify_all();
  }
  void commit() override {
    const std::lock_guard lock(mutex_);
    ++commits_;
    changed_.notify_all();
  }
  void overdue() override { ++overdue_count; }
  void uncovered() override { ++uncovered_count; }
  void sent_without_record() override { ++without_record_count; }
  filter::EvidenceFigures figures() const override { return {}; }

  /// Answers the first that waits; waits for it at most five seconds.
  filter::Record answer(Receipt receipt) {
    std::unique_lock lock(mutex_);
    changed_.wait_for(lock, std::chrono::seconds(5), [this] { return !done_.empty(); });
    const Done done = done_.at(0);
    const filter::Record record = records_.at(0);
    done_.erase(done_.begin());
    records_.erase(records_.begin());
    lock.unlock();
    done(receipt);
    return record;
  }
  std::pair<std::uint64_t, filter::Record> end() {
    std::unique_lock lock(mutex_);
    changed_.wait_for(lock, std::chrono::seconds(5), [this] { return !ended_.empty(); });
    return ended_.at(0);
  }
  std::size_t waiting() {
    const std::lock_guard lock(mutex_);
    return done_.size();
  }
  /// Whether so many commits come within five seconds.
  bool commits(int count) {
    std::unique_lock lock(mutex_);
    return changed_.wait_for(lock, std::chrono::seconds(5), [this, count] { return commits_ >= count; });
  }
  std::size_t ends() {
    const std::lock_guard lock(mutex_);
    return ended_.size();
  }

  std::atomic<int> overdue_count = 0;
  std::atomic<int> uncovered_count = 0;
  std::atomic<int> without_record_count = 0;

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  int commits_ = 0;
  std::vector<filter::Record> records_;
  std::vector<Done> done_;
  std::vector<std::pair<std::uint64_t, filter::Record>> ended_;
};

rules::Decision covered() {
  rules::Decision decision;
  decision.verdict = rules::Decision::Verdict::edit;
  decision.head_edits.set = {{"X-Notice", "yes"}};
  return decision;
}

rules::Decision blocked() {
  rules::Decision decision;
  decision.verdict = rules::Decision::Verdict::block;
  rules::Block block;
  block.body = "blocked words";
  decision.block = std::make_shared<const rules::Block>(block);
  return decision;
}

constexpr std::string_view kNotice = "<div data-caveat=\"p/r\">Careful.</div>";

/// Puts a notice at the start of the body.
rules::Decision noticed() {
  rules::Decision decision;
  decision.verdict = rules::Decision::Verdict::edit;
  html::ProgramBuilder builder;
  builder.insert({.owner = 0,
                  .places = {{html::Position::start_of, *html::SelectorList::parse("body")}},
                  .mark = "p/r",
                  .html = std::string(kNotice)});
  decision.program = builder.build();
  decision.reasons.push_back({.pack = "p", .rule = "r", .file = "p.toml", .line = 1, .legal_basis = ""});
  return decision;
}

std::string numbered_lines(std::size_t bytes) {
  std::string lines;
  for (int i = 0; lines.size() < bytes; ++i) lines += "line " + std::to_string(i) + " of the page\n";
  return lines;
}

/// Of a chunked body (RFC 9112, 7.1).
std::string chunk(const std::string& bytes) {
  std::ostringstream size;
  size << std::hex << bytes.size();
  return size.str() + "\r\n" + bytes + "\r\n";
}

ServerOptions options(bool required, std::chrono::milliseconds patience = std::chrono::seconds(10)) {
  ServerOptions options;
  options.evidence = {.required = required, .patience = patience};
  return options;
}

/// Whether the reader gets a byte within a moment.
class Peek {
 public:
  explicit Peek(TcpPeer& reader)
      : thread_([this, &reader] {
          first_ = reader.read_exactly(1);
          came_ = true;
        }) {}
  bool came_so_far() const {
    std::this_thread::sleep_for(std::chrono::milliseconds(150));
    return came_;
  }
  std::string first() {
    thread_.join();
    return first_;
  }

 private:
  std::atomic<bool> came_ = false;
  std::string first_;
  std::thread thread_;
};

TcpUpstream site() {
  return TcpUpstream([](TcpPeer& peer) {
    while (!peer.read_message().empty() && peer.send(kPage)) {
    }
  });
}

TEST(EvidenceGate, HoldsEveryByteUntilTheRecordIsKept) {
  for (const bool block : {false, true}) {
    TcpUpstream upstream = site();
    WaitingSink sink;
    const RunningProxy proxy(upstream.url(), block ? blocked() : covered(), options(true), &sink);
    TcpPeer reader = proxy.connect();
    reader.send(kRequest);
    Peek peek(reader);
    EXPECT_FALSE(peek.came_so_far());
    const filter::Record decided = sink.answer({.kept = true, .number = 7});
    EXPECT_EQ(decided.status, block ? 451 : 200);
    EXPECT_EQ(decided.plan_digest.size(), 64U);
    EXPECT_EQ(peek.first(), "H");
    EXPECT_THAT(reader.read_message(), HasSubstr(block ? "blocked words" : "hello"));
    EXPECT_EQ(sink.end().first, 7U);
    EXPECT_EQ(sink.end().second.ending, block ? filter::Ending::blocked : filter::Ending::complete);
  }
}

TEST(EvidenceGate, GivesAnErrorAndNothingOfThePageWhereARequiredRecordIsNotKept) {
  TcpUpstream upstream = site();
  WaitingSink sink;
  const RunningProxy proxy(upstream.url(), covered(), options(true), &sink);
  TcpPeer reader = proxy.connect();
  reader.send(kRequest);
  sink.answer({});
  const std::string answer = reader.read_to_end();
  EXPECT_THAT(answer, StartsWith("HTTP/1.1 503 "));
  EXPECT_THAT(answer, HasSubstr("Cache-Control: no-store\r\n"));
  EXPECT_THAT(answer, Not(HasSubstr("hello")));
  EXPECT_THAT(answer, Not(HasSubstr("X-Site")));
  const auto records = proxy.sink.records(1);
  EXPECT_EQ(records.at(0).status, 503);
  EXPECT_EQ(records.at(0).ending, filter::Ending::refused);
  EXPECT_EQ(records.at(0).failure, "evidence_not_kept");
  EXPECT_EQ(sink.ends(), 0U);
}

TEST(EvidenceGate, DoesNotWaitForEver) {
  TcpUpstream upstream = site();
  WaitingSink sink;
  const RunningProxy proxy(upstream.url(), covered(), options(true, std::chrono::milliseconds(50)), &sink);
  EXPECT_THAT(proxy.ask(kRequest), StartsWith("HTTP/1.1 503 "));
  EXPECT_EQ(sink.overdue_count, 1);
}

TEST(EvidenceGate, SaysOfARecordThatIsKeptTooLateWhatTheReaderGotInstead) {
  TcpUpstream upstream = site();
  WaitingSink sink;
  const RunningProxy proxy(upstream.url(), covered(), options(true, std::chrono::milliseconds(50)), &sink);
  EXPECT_THAT(proxy.ask(kRequest), StartsWith("HTTP/1.1 503 "));
  sink.answer({.kept = true, .number = 1});
  const auto [number, end] = sink.end();
  EXPECT_EQ(number, 1U);
  EXPECT_EQ(end.status, 503);
  EXPECT_EQ(end.ending, filter::Ending::refused);
  EXPECT_EQ(end.failure, "evidence_not_kept");
}

TEST(EvidenceGate, GivesARecordThatIsKeptTooLateTheEndOfThePageThatWentOutWithoutIt) {
  for (const bool before_the_end : {false, true}) {
    std::promise<void> goes_on;
    TcpUpstream upstream([&goes_on](TcpPeer& peer) {
      peer.read_message();
      peer.send(kPage.substr(0, kPage.size() - 1));
      goes_on.get_future().wait();
      peer.send("o");
    });
    WaitingSink sink;
    const RunningProxy proxy(upstream.url(), covered(), options(false, std::chrono::milliseconds(50)), &sink);
    TcpPeer reader = proxy.connect();
    reader.send(kRequest);
    reader.read_until("hell");
    if (before_the_end) sink.answer({.kept = true, .number = 1});
    goes_on.set_value();
    reader.read_exactly(1);
    proxy.sink.records(1);
    if (!before_the_end) sink.answer({.kept = true, .number = 1});
    const auto [number, end] = sink.end();
    EXPECT_EQ(number, 1U);
    EXPECT_EQ(end.ending, filter::Ending::complete);
    EXPECT_EQ(end.failure, "evidence_not_kept");
    EXPECT_EQ(sink.without_record_count, 0);
  }
}

TEST(EvidenceGate, CountsAPageThatWentOutWithoutItsRecordWhereThatIsNotKeptLaterEither) {
  for (const bool required : {false, true}) {
    TcpUpstream upstream = site();
    WaitingSink sink;
    const RunningProxy proxy(upstream.url(), covered(), options(required, std::chrono::milliseconds(50)),
                             &sink);
    proxy.ask(kRequest);
    proxy.sink.records(1);
    sink.answer({});
    EXPECT_EQ(sink.without_record_count, required ? 0 : 1) << "nothing of a page that is refused is sent";
    EXPECT_EQ(sink.ends(), 0U);
  }
}

TEST(EvidenceGate, SendsThePageAndCountsItWhereARecordIsNotRequired) {
  TcpUpstream upstream = site();
  WaitingSink sink;
  const RunningProxy proxy(upstream.url(), covered(), options(false), &sink);
  TcpPeer reader = proxy.connect();
  reader.send(kRequest);
  sink.answer({});
  EXPECT_THAT(reader.read_message(), HasSubstr("hello"));
  EXPECT_EQ(proxy.sink.records(1).at(0).failure, "evidence_not_kept");
  EXPECT_EQ(sink.without_record_count, 1);
}

TEST(EvidenceGate, HasItsRecordsKeptWithoutDelay) {
  TcpUpstream upstream = site();
  WaitingSink sink;
  const RunningProxy proxy(upstream.url(), covered(), options(true), &sink);
  TcpPeer reader = proxy.connect();
  reader.send(kRequest);
  sink.answer({.kept = true, .number = 7});
  EXPECT_TRUE(sink.commits(1)) << "of what was decided";
  reader.read_message();
  sink.end();
  EXPECT_TRUE(sink.commits(2)) << "of how it ended";
}

/// What no edit touches leaves from where it was read: that must still be so when the record is kept.
TEST(EvidenceGate, GivesAPageOfManyPiecesAsItWas) {
  const std::string page = "<!doctype html><body>" + numbered_lines(200'000) + "</body>";
  TcpUpstream upstream([&page](TcpPeer& peer) {
    peer.read_message();
    peer.send("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n");
    for (std::size_t at = 0; at < page.size(); at += 0x1000) peer.send(chunk(page.substr(at, 0x1000)));
    peer.send("0\r\n\r\n");
  });
  WaitingSink sink;
  const RunningProxy proxy(upstream.url(), noticed(), options(true), &sink);
  TcpPeer reader = proxy.connect();
  reader.send("GET /a HTTP/1.0\r\nHost: a.example\r\n\r\n");
  std::this_thread::sleep_for(std::chrono::milliseconds(50));
  sink.answer({.kept = true, .number = 7});
  reader.read_until("\r\n\r\n");
  std::string came = reader.read_to_end();
  ASSERT_EQ(came.find(kNotice), 21U);
  EXPECT_TRUE(came.erase(21, kNotice.size()) == page);
}

TEST(EvidenceGate, OnlyCountsWhatNoRuleCovers) {
  TcpUpstream upstream = site();
  WaitingSink sink;
  const RunningProxy proxy(upstream.url(), {}, options(true), &sink);
  EXPECT_THAT(proxy.ask(kRequest), HasSubstr("hello"));
  proxy.sink.records(1);
  EXPECT_EQ(sink.waiting(), 0U);
  EXPECT_EQ(sink.uncovered_count, 1);
}

TEST(EvidenceGate, IsNotMissedByAnAnswerThatComesWhenTheServerIsGone) {
  TcpUpstream upstream = site();
  WaitingSink sink;
  {
    ServerOptions short_drain = options(true);
    short_drain.limits.drain_time = std::chrono::milliseconds(10);
    RunningProxy proxy(upstream.url(), covered(), short_drain, &sink);
    TcpPeer reader = proxy.connect();
    reader.send(kRequest);
    for (int i = 0; i < 500 && sink.waiting() == 0; ++i)
      std::this_thread::sleep_for(std::chrono::milliseconds(10));
    EXPECT_FALSE(proxy.server.drain());
  }
  sink.answer({.kept = true, .number = 1});
  EXPECT_EQ(sink.ends(), 0U);
}

}  // namespace CAVEAT_THIS_FILE
}  // namespace caveat::proxy
