// Requests that other people made to confuse proxies, out of the corpus.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <fstream>

#include "proxy/addressed_request.h"

namespace caveat::proxy {
namespace CAVEAT_THIS_FILE {

std::string corpus_file(const std::string& name) {
  const char* folder = std::getenv("CAVEAT_CORPUS");
  return (folder ? std::string(folder) : std::string(CAVEAT_SOURCE_DIR "/../shared/corpus")) + "/http/" +
         name;
}

std::vector<std::string> lines_of(const std::string& path) {
  std::vector<std::string> lines;
  std::ifstream file(path);
  for (std::string line; std::getline(file, line);) lines.push_back(line);
  return lines;
}

/// The text between `"key": "` (or `["`) and the next quote; these files escape nothing in what is asked for.
std::string member(const std::string& line, const std::string& key) {
  const std::size_t found = line.find("\"" + key + "\": ");
  if (found == std::string::npos) return "";
  const std::size_t begin = line.find('"', found + key.size() + 4) + 1;
  return line.substr(begin, line.find('"', begin) - begin);
}

std::string from_base64(const std::string& text) {
  const std::string digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string bytes;
  unsigned bits = 0;
  int count = 0;
  for (const char c : text) {
    if (c == '=') break;
    bits = bits << 6 | static_cast<unsigned>(digits.find(c));
    count += 6;
    if (count < 8) continue;
    count -= 8;
    bytes += static_cast<char>(bits >> count & 0xff);
  }
  return bytes;
}

/// What others refuse and we read, because it can be read in one way only.
bool is_read_all_the_same(const std::string& id) {
  const auto lines = lines_of(CAVEAT_SOURCE_DIR "/tests/proxy/read_all_the_same.tsv");
  EXPECT_GT(lines.size(), 1U);
  return std::any_of(lines.begin(), lines.end(),
                     [&](const std::string& line) { return line.starts_with(id + "\t"); });
}

enum class Fate { refused, unfinished, read };

/// What becomes of one raw request; `forwarded` is the head that would go upstream.
Fate fate_of(const std::string& raw, filter::RequestHead& forwarded) {
  MessageReader reader;
  IncomingRequest message;
  const auto used = reader.read_request_head(raw, message);
  if (!used) return Fate::refused;
  if (*used == 0) return Fate::unfinished;
  const auto request =
      address_request(std::move(message), Arrival(), ServerOptions(), SiteTable(ServerOptions().sites));
  if (!request) return Fate::refused;
  forwarded = upstream_head(*request);
  std::vector<std::string_view> content;
  if (!reader.done() && !reader.read_body(std::string_view(raw).substr(*used), content)) return Fate::refused;
  return reader.done() ? Fate::read : Fate::unfinished;
}

bool says(const std::string& expected, const std::string& what) {
  return expected.find(what) != std::string::npos;
}

TEST(HostileRequests, ProbesThatMustFailAreNotReadAndThoseThatMustPassAre) {
  const auto lines = lines_of(corpus_file("http11probe.jsonl"));
  if (lines.empty()) GTEST_SKIP() << "the corpus is missing: set CAVEAT_CORPUS";
  int judged = 0;
  for (const std::string& line : lines) {
    const std::string expected = member(line, "expected");
    const std::string raw = from_base64(member(line, "raw_b64"));
    const bool must_fail = says(expected, "`400`") && !says(expected, "2xx");
    const bool must_pass = member(line, "requirement") == "MUST accept" && says(expected, "2xx");
    // What the probe's page shows of control characters and of long heads is not what it sends.
    if (raw.empty() || says(line, "\"layout_doubtful\": true") || !(must_fail || must_pass)) continue;
    if (is_read_all_the_same(member(line, "id"))) continue;
    filter::RequestHead forwarded;
    ++judged;
    EXPECT_EQ(fate_of(raw, forwarded) == Fate::read, must_pass) << member(line, "id");
  }
  EXPECT_GT(judged, 30);
}

TEST(HostileRequests, ADisguisedTransferCodingIsNeverForwarded) {
  const auto lines = lines_of(corpus_file("smuggler-te-mutations.jsonl"));
  if (lines.empty()) GTEST_SKIP() << "the corpus is missing: set CAVEAT_CORPUS";
  for (const std::string& line : lines) {
    filter::RequestHead forwarded;
    const std::string raw = "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n" +
                            from_base64(member(line, "header_b64")) + "\r\n\r\nabc";
    if (fate_of(raw, forwarded) == Fate::refused) continue;
    EXPECT_FALSE(forwarded.fields.contains("Transfer-Encoding")) << member(line, "id");
    EXPECT_EQ(forwarded.fields.combined("Content-Length"), "3") << member(line, "id");
    for (const filter::FieldLine& field : forwarded.fields) {
      EXPECT_EQ(field.value.find_first_of(std::string("\r\n\0", 3)), std::string::npos) << member(line, "id");
    }
  }
}

TEST(HostileRequests, WhatOtherParsersRefuseIsNotRead) {
  for (const char* file : {"llhttp.jsonl", "gunicorn.jsonl"}) {
    const auto lines = lines_of(corpus_file(file));
    if (lines.empty()) GTEST_SKIP() << "the corpus is missing: set CAVEAT_CORPUS";
    for (const std::string& line : lines) {
      if (says(line, "\"type\": \"response") || says(line, "\"strict\": false")) continue;
      if (member(line, "expect") != "reject" || is_read_all_the_same(member(line, "id"))) continue;
      std::string raw = from_base64(member(line, "raw_with_host_b64"));
      if (raw.empty()) raw = from_base64(member(line, "raw_b64"));
      filter::RequestHead forwarded;
      EXPECT_NE(fate_of(raw, forwarded), Fate::read) << member(line, "id") << "\n" << raw;
    }
  }
}

}  // namespace CAVEAT_THIS_FILE
}  // namespace caveat::proxy
