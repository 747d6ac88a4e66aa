// Memory does not depend on the size of an archive, or of a record in it.
#include <gtest/gtest.h>
#include <sys/resource.h>

#include <chrono>
#include <cstdio>
#include <fstream>
#include <string>

#include "audit/formats/warc_writer.h"
#include "tests/audit/archive_reading.h"

namespace caveat::audit::tests {
namespace {

constexpr std::size_t kMiB = 1024 * 1024;
constexpr long kMostGrowthKiB = 8 * 1024;

long peak_kib() {
  rusage usage{};
  ::getrusage(RUSAGE_SELF, &usage);
  return usage.ru_maxrss;
}

/// 200 MiB in 101 records, the one in the middle 100 MiB long. Written piece by piece.
template <class Write>
void write_large(const Write& write) {
  const std::string page(kMiB, 'x');
  const auto header = [](std::size_t body) {
    constexpr std::string_view kHead = "HTTP/1.1 200 OK\r\n\r\n";
    return "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://news.example/\r\nContent-Length: " +
           std::to_string(kHead.size() + body) + "\r\n\r\n" + std::string(kHead);
  };
  for (int i = 0; i < 101; ++i) {
    const std::size_t pieces = i == 50 ? 100 : 1;
    write(header(pieces * kMiB));
    for (std::size_t piece = 0; piece < pieces; ++piece) write(page);
    write("\r\n\r\n");
  }
}

std::size_t read_all(const std::string& path) {
  auto archive = open_archive(path);
  std::size_t bytes = 0;
  for (auto found = (*archive)->next(); found && *found; found = (*archive)->next()) {
    for (std::string_view piece = (*archive)->read_body(); !piece.empty(); piece = (*archive)->read_body())
      bytes += piece.size();
  }
  return bytes;
}

void expect_flat(const std::string& path) {
  const long before = peak_kib();
  EXPECT_EQ(read_all(path), 200 * kMiB);
  EXPECT_LT(peak_kib() - before, kMostGrowthKiB);
}

TEST(ArchiveMemory, IsFlatOverAPlainArchive) {
  const StoredFile file("");
  {
    std::ofstream out(file.path(), std::ios::binary);
    write_large([&](std::string_view bytes) { out << bytes; });
  }
  expect_flat(file.path());
}

class ToFile final : public html::ByteSink {
 public:
  explicit ToFile(const std::string& path) : out_(path, std::ios::binary) {}
  void write(std::string_view bytes) override { out_ << bytes; }

 private:
  std::ofstream out_;
};

TEST(ArchiveMemory, IsFlatOverOneGzipMember) {
  const StoredFile file("");
  {
    ToFile out(file.path());
    const auto gzip = filter::make_encoder(filter::ContentCoding::gzip);
    write_large([&](std::string_view bytes) { gzip->write(bytes, out); });
    gzip->finish(out);
  }
  expect_flat(file.path());
}

TEST(ArchiveMemory, IsThatOfOneEntryOverAHar) {
  const StoredFile file("");
  {
    std::ofstream out(file.path(), std::ios::binary);
    out << R"({"log": {"entries": [)";
    const std::string text(kMiB, 'x');
    for (int i = 0; i < 200; ++i) {
      out << (i == 0 ? "" : ",") << R"({"request": {"method": "GET", "url": "https://news.example/"},
        "response": {"status": 200, "headers": [], "content": {"text": ")"
          << text << R"("}}})";
    }
    out << "]}}";
  }
  expect_flat(file.path());
}

}  // namespace
}  // namespace caveat::audit::tests
