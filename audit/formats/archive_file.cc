#include "audit/formats/archive_file.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

namespace caveat::audit {
namespace {

constexpr std::size_t kBufferBytes = 128 * 1024;

}  // namespace

boost::system::result<std::unique_ptr<ArchiveFile>, std::string> ArchiveFile::open(const std::string& path) {
  const int descriptor = path == "-" ? ::dup(STDIN_FILENO) : ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (descriptor < 0) return std::string(std::strerror(errno));
  ::posix_fadvise(descriptor, 0, 0, POSIX_FADV_SEQUENTIAL);
  return std::unique_ptr<ArchiveFile>(new ArchiveFile(descriptor));
}

ArchiveFile::ArchiveFile(int descriptor) : descriptor_(descriptor), buffer_(kBufferBytes) {}

ArchiveFile::~ArchiveFile() {
  ::close(descriptor_);
}

std::string_view ArchiveFile::peek() {
  if (begin_ == end_) {
    begin_ = 0;
    end_ = 0;
    end_ = read_once(buffer_);
  }
  return {buffer_.data() + begin_, end_ - begin_};
}

std::size_t ArchiveFile::read(std::span<char> space) {
  if (begin_ == end_) return read_once(space);
  const std::size_t taken = std::min(space.size(), end_ - begin_);
  std::memcpy(space.data(), buffer_.data() + begin_, taken);
  begin_ += taken;
  return taken;
}

std::size_t ArchiveFile::read_once(std::span<char> space) {
  for (;;) {
    const ssize_t got = ::read(descriptor_, space.data(), space.size());
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) failure_ = std::strerror(errno);
    if (got <= 0) return 0;
    offset_of_end_ += static_cast<std::uint64_t>(got);
    return static_cast<std::size_t>(got);
  }
}

bool ArchiveFile::seek(std::uint64_t offset) {
  const std::uint64_t buffered_from = offset_of_end_ - end_;
  if (offset >= buffered_from && offset <= offset_of_end_) {
    begin_ = static_cast<std::size_t>(offset - buffered_from);
    return true;
  }
  const off_t at = ::lseek(descriptor_, static_cast<off_t>(offset), SEEK_SET);
  if (at < 0) return false;
  begin_ = 0;
  end_ = 0;
  offset_of_end_ = offset;
  return true;
}

std::string ArchiveFile::take(std::size_t bytes) {
  std::string taken;
  while (taken.size() < bytes && !peek().empty()) {
    const std::string_view piece = peek().substr(0, bytes - taken.size());
    taken += piece;
    skip(piece.size());
  }
  return taken;
}

bool ArchiveFile::find(std::string_view magic) {
  for (std::string_view piece = peek(); !piece.empty(); piece = peek()) {
    const std::size_t at = piece.find(magic[0]);
    skip(std::min(at, piece.size()));
    if (at == std::string_view::npos) continue;
    const std::uint64_t candidate = offset();
    const bool is_it = take(magic.size()) == magic;
    if (!seek(is_it ? candidate : candidate + 1)) return false;
    if (is_it) return true;
  }
  return false;
}

}  // namespace caveat::audit
