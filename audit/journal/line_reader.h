// The lines of one file, one after the other.
#pragma once

#include <boost/system/result.hpp>
#include <cstdint>
#include <fstream>
#include <optional>
#include <string>
#include <string_view>

namespace caveat::audit {

/// A line without its end; a view that lives until the next one is read.
struct FileLine {
  std::string_view text;
  std::uint64_t offset = 0;  ///< of its first byte in the file
  std::uint64_t number = 0;  ///< from 1 on
  bool whole = true;         ///< its line end is there
};

/// Reads with a buffer that a line of `kLongestLine` fits into; a longer one comes in pieces, none of them
/// whole but the last.
class LineReader {
 public:
  /// An error in words if the file cannot be opened. `limit`: bytes of it that are read.
  static boost::system::result<LineReader, std::string> open(const std::string& path,
                                                             std::optional<std::uint64_t> limit = {});
  /// nullopt at the end.
  std::optional<FileLine> next();
  /// Bytes that were given as lines, with their ends.
  std::uint64_t position() const { return offset_; }

 private:
  LineReader() = default;
  bool fill();

  std::ifstream file_;
  std::uint64_t left_ = 0;  ///< bytes that may still be read
  std::string buffer_;
  std::size_t used_ = 0;  ///< of the buffer
  std::uint64_t offset_ = 0;
  std::uint64_t number_ = 0;
};

}  // namespace caveat::audit
