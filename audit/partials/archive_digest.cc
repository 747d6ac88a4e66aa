#include "audit/partials/archive_digest.h"

#include <sys/stat.h>

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <optional>
#include <system_error>
#include <utility>
#include <vector>

#include "audit/reports/visible_text.h"
#include "rules/sha256.h"

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
  rules::RunningSha256 digest;
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

/// Of the files below `folder`, relative to it, but for those in folders that cannot be read.
std::vector<std::string> files_below(const std::string& folder, std::vector<std::string>& faults) {
  std::vector<std::string> names;
  std::vector<fs::path> waiting = {folder};
  while (!waiting.empty()) {
    const fs::path path = std::move(waiting.back());
    waiting.pop_back();
    std::error_code error;
    for (fs::directory_iterator at(path, error); !error && at != fs::end(at); at.increment(error)) {
      std::error_code ignored;
      const fs::file_status status = at->symlink_status(ignored);
      if (fs::is_directory(status)) waiting.push_back(at->path());
      if (fs::is_regular_file(status)) names.push_back(at->path().lexically_relative(folder).string());
    }
    if (error) faults.push_back(visible_text(path.string()) + ": " + error.message());
  }
  std::ranges::sort(names);
  return names;
}

}  // namespace

DigestedArchive digested_archive(const std::string& path, RunStore& store) {
  DigestedArchive digested;
  AuditedArchive& archive = digested.archive;
  archive.name = valid_utf8(path);
  const auto digest_of = [&](const std::string& file) {
    std::uint64_t bytes = 0;
    std::string digest = file_digest(file, bytes, store);
    if (digest.empty())
      digested.faults.push_back(visible_text(file) + " cannot be read");
    else
      archive.bytes += bytes;
    return digest;
  };
  std::error_code error;
  if (!fs::is_directory(path, error)) {
    archive.digest = digest_of(path);
    return digested;
  }
  rules::RunningSha256 all;
  for (const std::string& name : files_below(path, digested.faults)) {
    const std::string digest = digest_of((fs::path(path) / name).string());
    if (digest.empty()) continue;
    all.add(digest);
    all.add("  ");
    all.add(name);
    all.add("\n");
  }
  archive.digest = all.hexadecimal();
  return digested;
}

}  // namespace caveat::audit
