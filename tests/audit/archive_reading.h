// Reads whole archives out of memory, for tests.
#pragma once

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>
#include <vector>

#include "audit/formats/open_archive.h"
#include "filter/content_coding.h"

namespace caveat::audit::tests {

/// A file that is gone when the test is over.
class StoredFile {
 public:
  explicit StoredFile(std::string_view bytes) {
    std::string name = (std::filesystem::temp_directory_path() / "caveat-archive-XXXXXX").string();
    const int descriptor = ::mkstemp(name.data());
    if (descriptor >= 0) std::fclose(::fdopen(descriptor, "w"));
    path_ = name;
    std::ofstream(path_, std::ios::binary) << bytes;
  }
  ~StoredFile() { std::filesystem::remove(path_); }
  StoredFile(const StoredFile&) = delete;
  StoredFile& operator=(const StoredFile&) = delete;
  const std::string& path() const { return path_; }

 private:
  std::string path_;
};

struct ReadExchange {
  ArchivedExchange exchange;
  std::string body;
  ArchivedBody state = ArchivedBody::whole;
  std::string flaw;
};

struct ReadArchive {
  std::vector<ReadExchange> exchanges;
  std::vector<ArchiveFault> faults;
};

enum class Bodies { read, passed_over };

inline ReadArchive read_archive_at(const std::string& path, Bodies bodies = Bodies::read) {
  ReadArchive read;
  auto archive = open_archive(path);
  if (!archive) return {{}, {archive.error()}};
  for (;;) {
    auto found = (*archive)->next();
    if (!found) {
      read.faults.push_back(found.error());
      if (found.error().is_last) return read;
      continue;
    }
    if (!*found) return read;
    ReadExchange one{**std::move(found), {}, {}, {}};
    while (bodies == Bodies::read) {
      const std::string_view piece = (*archive)->read_body();
      if (piece.empty()) break;
      one.body += piece;
    }
    one.state = (*archive)->body_state();
    one.flaw = (*archive)->body_flaw();
    (*archive)->complete(one.exchange);
    read.exchanges.push_back(std::move(one));
  }
}

inline ReadArchive read_archive(std::string_view bytes, Bodies bodies = Bodies::read) {
  const StoredFile file(bytes);
  return read_archive_at(file.path(), bodies);
}

/// A gzip member, or a frame of another coding.
inline std::string packed(std::string_view bytes,
                          filter::ContentCoding coding = filter::ContentCoding::gzip) {
  class Text final : public html::ByteSink {
   public:
    void write(std::string_view more) override { text += more; }
    std::string text;
  } out;
  const auto encoder = filter::make_encoder(coding);
  encoder->write(bytes, out);
  encoder->finish(out);
  return out.text;
}

/// A WARC record; `fields` are whole lines.
inline std::string warc_record(std::string_view type, std::string_view fields, std::string_view block) {
  return "WARC/1.0\r\nWARC-Type: " + std::string(type) + "\r\n" + std::string(fields) +
         "Content-Length: " + std::to_string(block.size()) + "\r\n\r\n" + std::string(block) + "\r\n\r\n";
}

/// A response record of https://news.example/NAME.
inline std::string warc_response(std::string_view name, std::string_view message) {
  return warc_record("response",
                     "WARC-Target-URI: https://news.example/" + std::string(name) +
                         "\r\nWARC-Record-ID: <urn:" + std::string(name) +
                         ">\r\nWARC-Date: 2026-11-26T23:37:00Z\r\n",
                     message);
}

inline constexpr std::string_view kPage = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<p>Hello</p>";

}  // namespace caveat::audit::tests
