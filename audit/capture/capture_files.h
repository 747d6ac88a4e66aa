// The WARC files that a capture is written into.
#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>

namespace caveat::audit {

/// One file after another: of each day, and of `rotate_bytes`. A file is never written into again once it was
/// closed, and one that was removed or moved away is closed at the next `open`. One thread.
class CaptureFiles {
 public:
  /// `pattern`: the path, with "{date}" for the day: "folder/name-{date}.warc.gz".
  CaptureFiles(std::string pattern, std::uint64_t rotate_bytes);
  ~CaptureFiles();
  CaptureFiles(const CaptureFiles&) = delete;
  CaptureFiles& operator=(const CaptureFiles&) = delete;

  /// Makes sure that a file for `time` is open. Empty, or why not, in words.
  std::string open(std::chrono::sys_seconds time);
  /// Whether nothing was written into it yet.
  bool is_empty() const { return size_ == 0; }
  /// Appends all of `bytes` or nothing. Empty, or why not, in words.
  std::string append(std::string_view bytes);
  void close();
  const std::string& path() const { return path_; }

 private:
  std::string make(const std::string& day);
  bool is_at_its_path() const;

  std::string pattern_;
  std::uint64_t rotate_bytes_;
  std::string day_;
  std::string path_;
  int descriptor_ = -1;
  std::uint64_t size_ = 0;
};

}  // namespace caveat::audit
