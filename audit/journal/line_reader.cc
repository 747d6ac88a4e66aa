#include "audit/journal/line_reader.h"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <limits>

#include "audit/journal/journal_line.h"

namespace caveat::audit {
namespace {

constexpr std::size_t kReadPiece = 256 * 1024;

}  // namespace

boost::system::result<LineReader, std::string> LineReader::open(const std::string& path,
                                                                std::optional<std::uint64_t> limit) {
  LineReader reader;
  reader.file_.open(path, std::ios::binary);
  if (!reader.file_) return path + ": " + std::strerror(errno);
  reader.left_ = limit.value_or(std::numeric_limits<std::uint64_t>::max());
  return reader;
}

bool LineReader::fill() {
  buffer_.erase(0, used_);
  used_ = 0;
  const std::size_t before = buffer_.size();
  const auto wanted = static_cast<std::size_t>(std::min<std::uint64_t>(kReadPiece, left_));
  buffer_.resize(before + wanted);
  file_.read(buffer_.data() + before, static_cast<std::streamsize>(wanted));
  const auto got = static_cast<std::size_t>(file_.gcount());
  buffer_.resize(before + got);
  left_ -= got;
  return got > 0;
}

std::optional<FileLine> LineReader::next() {
  std::size_t end = buffer_.find('\n', used_);
  while (end == std::string::npos && buffer_.size() - used_ <= kLongestLine) {
    const std::size_t seen = buffer_.size() - used_;
    if (!fill()) break;
    end = buffer_.find('\n', used_ + seen);
  }
  if (used_ == buffer_.size()) return std::nullopt;
  FileLine line;
  line.whole = end != std::string::npos;
  const std::size_t size = line.whole ? end - used_ : buffer_.size() - used_;
  line.text = std::string_view(buffer_).substr(used_, size);
  line.offset = offset_;
  line.number = ++number_;
  used_ += size + (line.whole ? 1 : 0);
  offset_ += size + (line.whole ? 1 : 0);
  return line;
}

}  // namespace caveat::audit
