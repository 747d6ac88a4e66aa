#include "audit/partials/archive_digest.h"

#include <sys/stat.h>

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <optional>
#include <system_error>
#include <vector>

#include "audit/partials/running_digest.h"
#include "audit/reports/visible_text.h"

namespace caveat::audit {
namespace {

namespace fs = std::filesystem;

std::int64_t nanoseconds(const timespec& time) {
  return std::int64_t{time.tv_sec} * 1'000'000'000 + time.tv_nsec;
}

std::optional<FileState> state_of(const fs::path& path) {
  struct stat status = {};
  if (::stat(path.c_str(), &status) != 0 || !S_ISREG(status.st_mode)) return std::nullopt;
  return FileState{.path = path.string(),
                   .size = static_cast<std::uint64_t>(status.st_size),
                   .modified = nanoseconds(status.st_mtim),
                   .changed = nanoseconds(status.st_ctim),
                   .device = status.st_dev,
                   .inode = status.st_ino};
}

/// What was written just now may be written to again before the clock of the file system goes on.
bool is_settled(const FileState& state) {
  const auto since = std::chrono::system_clock::now().time_since_epoch();
  return std::chrono::nanoseconds(std::max(state.modified, state.changed)) + std::chrono::seconds(2) < since;
}

/// Adds the size to `bytes`; empty if the file cannot be read.
std::string read_digest(const fs::path& path, std::uint64_t& bytes) {
  std::ifstream file(path, std::ios::binary);
  if (!file.is_open()) return {};
  RunningDigest digest;
  std::vector<char> piece(std::size_t{1} << 18);
  while (file.read(piece.data(), static_cast<std::streamsize>(piece.size())) || file.gcount() > 0) {
    const auto count = static_cast<std::size_t>(file.gcount());
    digest.add({piece.data(), count});
    bytes += count;
  }
  return file.bad() ? std::string() : digest.hexadecimal();
}

/// That, without reading what `store` knows.
std::string file_digest(const fs::path& path, std::uint64_t& bytes, RunStore& store) {
  const auto before = state_of(path);
  if (!before) return read_digest(path, bytes);
  if (const auto known = store.digest_of(*before); known && *known) {
    bytes += before->size;
    return **known;
  }
  std::string digest = read_digest(path, bytes);
  // A store that cannot keep it costs reading it again.
  if (!digest.empty() && state_of(path) == before && is_settled(*before))
    static_cast<void>(store.keep_digest(*before, digest));
  return digest;
}

/// Of the files below `folder`, relative to it.
std::vector<std::string> files_below(const fs::path& folder, std::error_code& error) {
  std::vector<std::string> names;
  for (fs::recursive_directory_iterator at(folder, error); !error && at != fs::end(at); at.increment(error)) {
    if (fs::is_regular_file(at->symlink_status()))
      names.push_back(at->path().lexically_relative(folder).string());
  }
  std::ranges::sort(names);
  return names;
}

}  // namespace

boost::system::result<AuditedArchive, DigestFault> audited_archive(const std::string& path, RunStore& store) {
  AuditedArchive archive;
  archive.name = valid_utf8(path);
  std::error_code error;
  if (!fs::is_directory(path, error)) {
    archive.digest = file_digest(path, archive.bytes, store);
    if (archive.digest.empty()) return DigestFault{visible_text(path) + " cannot be read"};
    return archive;
  }
  RunningDigest all;
  for (const std::string& name : files_below(path, error)) {
    const std::string digest = file_digest(fs::path(path) / name, archive.bytes, store);
    if (digest.empty()) return DigestFault{visible_text(path + "/" + name) + " cannot be read"};
    all.add(digest + "  " + name + "\n");
  }
  if (error) return DigestFault{visible_text(path) + ": " + error.message()};
  archive.digest = all.hexadecimal();
  return archive;
}

}  // namespace caveat::audit
