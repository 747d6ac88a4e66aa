// The bytes of an archive as they lie on disk, or come from standard input.
#pragma once

#include <boost/system/result.hpp>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace caveat::audit {

/// Reads one file from its beginning. One thread.
class ArchiveFile {
 public:
  /// "-" is standard input. The error is in words.
  static boost::system::result<std::unique_ptr<ArchiveFile>, std::string> open(const std::string& path);
  ~ArchiveFile();
  ArchiveFile(const ArchiveFile&) = delete;
  ArchiveFile& operator=(const ArchiveFile&) = delete;

  /// What of the file is in memory, at least a byte of it; empty at its end, or where it cannot be read.
  /// Lives until the next call.
  std::string_view peek();
  /// `bytes` of what `peek` gave were used.
  void skip(std::size_t bytes) { begin_ += bytes; }
  /// Reads into `space` past what `peek` had; 0 at the end.
  std::size_t read(std::span<char> space);
  /// Where the next byte stands.
  std::uint64_t offset() const { return offset_of_end_ - (end_ - begin_); }
  /// False if the file can only be read on, and has gone past.
  bool seek(std::uint64_t offset);
  /// The next `bytes`, or what there is of them.
  std::string take(std::size_t bytes);
  /// Goes to the next place where `magic` stands, from here on. False if there is none, or none can be gone
  /// to.
  bool find(std::string_view magic);
  /// Why the end is not the file's, in words; empty if it is.
  const std::string& failure() const { return failure_; }

 private:
  explicit ArchiveFile(int descriptor);
  std::size_t read_once(std::span<char> space);

  int descriptor_;
  std::vector<char> buffer_;
  std::size_t begin_ = 0;
  std::size_t end_ = 0;
  std::uint64_t offset_of_end_ = 0;  ///< of the byte behind `end_`
  std::string failure_;
};

}  // namespace caveat::audit
