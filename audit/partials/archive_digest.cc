#include "audit/partials/archive_digest.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <filesystem>
#include <fstream>
#include <system_error>
#include <vector>

#include "audit/partials/running_digest.h"
#include "audit/reports/visible_text.h"

namespace caveat::audit {
namespace {

namespace fs = std::filesystem;

/// Adds the size to `bytes`; empty if the file cannot be read.
std::string file_digest(const fs::path& path, std::uint64_t& bytes) {
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

boost::system::result<AuditedArchive, DigestFault> audited_archive(const std::string& path) {
  AuditedArchive archive;
  archive.name = valid_utf8(path);
  std::error_code error;
  if (!fs::is_directory(path, error)) {
    archive.digest = file_digest(path, archive.bytes);
    if (archive.digest.empty()) return DigestFault{visible_text(path) + " cannot be read"};
    return archive;
  }
  RunningDigest all;
  for (const std::string& name : files_below(path, error)) {
    const std::string digest = file_digest(fs::path(path) / name, archive.bytes);
    if (digest.empty()) return DigestFault{visible_text(path + "/" + name) + " cannot be read"};
    all.add(digest + "  " + name + "\n");
  }
  if (error) return DigestFault{visible_text(path) + ": " + error.message()};
  archive.digest = all.hexadecimal();
  return archive;
}

}  // namespace caveat::audit
