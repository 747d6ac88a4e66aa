// What holds for every archive, whatever its bytes are.
#pragma once

#include <sys/mman.h>
#include <unistd.h>

#include <cstdint>
#include <cstdlib>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "audit/archive.h"
#include "audit/formats/archive_window.h"

namespace caveat::audit {

/// The bytes as a file, which is what readers read.
class FuzzedFile {
 public:
  explicit FuzzedFile(std::string_view bytes) : descriptor_(::memfd_create("archive", MFD_CLOEXEC)) {
    if (descriptor_ < 0 || ::write(descriptor_, bytes.data(), bytes.size()) < 0) std::abort();
  }
  ~FuzzedFile() { ::close(descriptor_); }
  FuzzedFile(const FuzzedFile&) = delete;
  FuzzedFile& operator=(const FuzzedFile&) = delete;

  std::string path() const { return "/proc/self/fd/" + std::to_string(descriptor_); }
  std::unique_ptr<ArchiveWindow> window() const {
    auto file = ArchiveFile::open(path());
    if (!file) std::abort();
    return std::make_unique<ArchiveWindow>(make_unpacker(*std::move(file)));
  }

 private:
  int descriptor_;
};

/// URLs of all exchanges. Every fault and every body that is not whole says why; what may be expanded from a
/// small file is bounded here, as an auditor would do.
inline std::vector<std::string> check_archive(Archive& archive, bool reads_bodies) {
  constexpr std::size_t kMostFound = 100'000;
  constexpr std::size_t kMostBody = 4 * 1024 * 1024;
  std::vector<std::string> urls;
  for (std::size_t found_so_far = 0; found_so_far < kMostFound; ++found_so_far) {
    const auto found = archive.next();
    if (!found) {
      if (found.error().reason.empty()) std::abort();
      if (found.error().is_last) break;
      continue;
    }
    if (!*found) break;
    urls.push_back((*found)->url);
    std::size_t bytes = 0;
    while (reads_bodies && bytes < kMostBody) {
      const std::string_view piece = archive.read_body();
      if (piece.empty()) break;
      bytes += piece.size();
    }
    if (archive.body_state() != ArchivedBody::whole && archive.body_flaw().empty()) std::abort();
  }
  return urls;
}

/// Whether bodies are read or passed over, the same is found.
template <class Format>
void check_format(std::string_view bytes) {
  const FuzzedFile file(bytes);
  Format reading("fuzzed", file.window());
  Format passing("fuzzed", file.window());
  if (check_archive(reading, true) != check_archive(passing, false)) std::abort();
}

}  // namespace caveat::audit
