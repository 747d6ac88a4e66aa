// Large bodies in little memory, and pages that come slowly.
#include <gtest/gtest.h>
#include <sys/resource.h>

#include <atomic>
#include <fstream>
#include <thread>

#include "html/program.h"
#include "proxy_fixture.h"

namespace caveat::proxy {
namespace CAVEAT_THIS_FILE {

constexpr std::size_t kBlock = 64 * 1024;
constexpr std::size_t kBlocks = 4096;  // 256 MiB

/// Resident memory of this process, which holds proxy, upstream and reader alike. Bytes.
std::size_t resident() {
  std::ifstream status("/proc/self/statm");
  std::size_t total = 0;
  std::size_t pages = 0;
  status >> total >> pages;
  return pages * 4096;
}

std::size_t read_all(TcpPeer& peer) {
  std::size_t bytes = 0;
  for (std::string some = peer.read_some(); !some.empty(); some = peer.read_some()) bytes += some.size();
  return bytes;
}

TEST(Streaming, ALargeResponseTakesNoMemory) {
  TcpUpstream upstream([](TcpPeer& peer) {
    peer.read_message();
    peer.send("HTTP/1.1 200 OK\r\nContent-Type: video/mp4\r\nContent-Length: " +
              std::to_string(kBlock * kBlocks) + "\r\n\r\n");
    const std::string block(kBlock, 'v');
    for (std::size_t i = 0; i < kBlocks && peer.send(block); ++i) continue;
  });
  const RunningProxy proxy(upstream.url());
  TcpPeer reader = proxy.connect();
  const std::size_t before = resident();
  reader.send("GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
  reader.read_until("\r\n\r\n");
  EXPECT_EQ(read_all(reader), kBlock * kBlocks);
  EXPECT_LT(resident(), before + 32 * 1024 * 1024);
}

TEST(Streaming, ALargeUploadTakesNoMemory) {
  std::atomic<std::size_t> received = 0;
  TcpUpstream upstream([&](TcpPeer& peer) {
    peer.read_until("\r\n\r\n");
    while (received < kBlock * kBlocks) {
      const std::string some = peer.read_some();
      if (some.empty()) return;
      received += some.size();
    }
    peer.send("HTTP/1.1 201 Created\r\nContent-Length: 0\r\n\r\n");
  });
  const RunningProxy proxy(upstream.url());
  TcpPeer reader = proxy.connect();
  const std::size_t before = resident();
  reader.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: " + std::to_string(kBlock * kBlocks) +
              "\r\n\r\n");
  const std::string block(kBlock, 'u');
  for (std::size_t i = 0; i < kBlocks; ++i) ASSERT_TRUE(reader.send(block));
  EXPECT_EQ(reader.read_message().substr(9, 3), "201");
  EXPECT_EQ(received, kBlock * kBlocks);
  EXPECT_LT(resident(), before + 32 * 1024 * 1024);
}

TEST(Streaming, ASlowReaderHoldsBackTheUpstream) {
  std::atomic<std::size_t> sent = 0;
  TcpUpstream upstream([&](TcpPeer& peer) {
    peer.read_message();
    peer.send("HTTP/1.1 200 OK\r\nContent-Type: video/mp4\r\nTransfer-Encoding: chunked\r\n\r\n");
    const std::string block = "10000\r\n" + std::string(kBlock, 'v') + "\r\n";
    for (std::size_t i = 0; i < kBlocks && peer.send(block); ++i) sent += kBlock;
  });
  {
    const RunningProxy proxy(upstream.url());
    TcpPeer reader = proxy.connect();
    reader.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
    reader.read_until("\r\n\r\n");
    std::this_thread::sleep_for(std::chrono::milliseconds(500));
    EXPECT_LT(sent, kBlock * kBlocks / 4);
  }
}

TEST(Streaming, BytesComeAsTheyAreSent) {
  TcpUpstream upstream([](TcpPeer& peer) {
    peer.read_message();
    peer.send("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\ndata: 1\n\n");
    peer.is_closed();
  });
  const RunningProxy proxy(upstream.url());
  TcpPeer reader = proxy.connect();
  reader.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
  EXPECT_TRUE(reader.read_until("data: 1\n\n").ends_with("data: 1\n\n"));
}

/// Puts a notice at the start of an article, else at the end of the body.
rules::Decision notice_decision() {
  rules::Decision decision;
  decision.verdict = rules::Decision::Verdict::edit;
  html::ProgramBuilder builder;
  builder.insert({.owner = 0,
                  .places = {{html::Position::start_of, *html::SelectorList::parse("article")},
                             {html::Position::start_of, *html::SelectorList::parse("body")}},
                  .mark = "p/r",
                  .html = "<div data-caveat=\"p/r\">Careful.</div>"});
  decision.program = builder.build();
  decision.reasons.push_back({.pack = "p", .rule = "r", .file = "p.toml", .line = 1, .legal_basis = ""});
  decision.on_failure = rules::OnFailure::refuse;
  return decision;
}

TEST(Streaming, AHeldPageGoesOnOnceItsTimeIsOver) {
  TcpUpstream upstream([](TcpPeer& peer) {
    peer.read_message();
    peer.send("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<!doctype html><body><p>Slow.</p>");
    peer.is_closed();
  });
  ServerOptions options;
  options.sites.front().hold_time = std::chrono::milliseconds(200);
  {
    const RunningProxy proxy(upstream.url(), notice_decision(), options);
    TcpPeer reader = proxy.connect();
    reader.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
    const std::string page = reader.read_until("</div><p>Slow.</p>");
    EXPECT_NE(page.find("<body><div data-caveat=\"p/r\">Careful.</div><p>Slow.</p>"), std::string::npos)
        << page;
  }
}

TEST(Streaming, APageThatIsCutBeforeItsNoticeIsABadGateway) {
  TcpUpstream upstream([](TcpPeer& peer) {
    peer.read_message();
    peer.send(
        "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 500\r\n\r\n<!doctype html><p>Cut");
  });
  const RunningProxy proxy(upstream.url(), notice_decision());
  EXPECT_EQ(proxy.ask("GET / HTTP/1.1\r\nHost: a\r\n\r\n").substr(9, 3), "502");
}

}  // namespace CAVEAT_THIS_FILE
}  // namespace caveat::proxy
