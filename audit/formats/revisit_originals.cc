#include "audit/formats/revisit_originals.h"

#include <functional>
#include <utility>

#include "audit/formats/warc_archive.h"

namespace caveat::audit {

void RevisitOriginals::remember(std::string_view payload_digest, std::uint64_t offset) {
  if (payload_digest.empty() || offsets_.size() >= kMost) return;
  offsets_.emplace(std::hash<std::string_view>()(payload_digest), offset);
}

std::optional<std::uint64_t> RevisitOriginals::find(std::string_view payload_digest) const {
  const auto found = offsets_.find(std::hash<std::string_view>()(payload_digest));
  if (payload_digest.empty() || found == offsets_.end()) return std::nullopt;
  return found->second;
}

std::unique_ptr<WarcArchive> open_warc_at(const std::string& path, std::uint64_t offset) {
  auto file = ArchiveFile::open(path);
  if (!file || !(*file)->seek(offset)) return nullptr;
  return std::make_unique<WarcArchive>(path,
                                       std::make_unique<ArchiveWindow>(make_unpacker(*std::move(file))));
}

}  // namespace caveat::audit
