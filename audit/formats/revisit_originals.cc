#include "audit/formats/revisit_originals.h"

#include <algorithm>
#include <utility>

#include "audit/formats/revisit_keys.h"
#include "audit/formats/warc_archive.h"

namespace caveat::audit {
namespace {

/// In a member that holds more than one record, the one that is looked for is among the first so many.
constexpr std::size_t kMostPassed = 20'000;

}  // namespace

void RevisitOriginals::remember(std::string_view key, std::uint64_t offset) {
  if (offsets_.size() < kMost) offsets_.emplace(hash_of_key(key), offset);
}

std::optional<std::uint64_t> RevisitOriginals::find(std::string_view key) const {
  const auto found = offsets_.find(hash_of_key(key));
  return found == offsets_.end() ? std::nullopt : std::optional(found->second);
}

std::unique_ptr<WarcArchive> open_warc_at(const std::string& path, std::uint64_t offset) {
  auto file = ArchiveFile::open(path);
  if (!file) return nullptr;
  auto unpacker = make_unpacker_at(*std::move(file), offset);
  if (!unpacker) return nullptr;
  return std::make_unique<WarcArchive>(path, std::make_unique<ArchiveWindow>(std::move(unpacker)));
}

FoundPayload open_payload_at(const std::string& path, std::uint64_t offset, std::string_view key) {
  FoundPayload found{open_warc_at(path, offset), {}};
  auto exchange = found.archive ? next_by_key(*found.archive, offset, key) : std::nullopt;
  if (!exchange) return {};
  found.exchange = *std::move(exchange);
  return found;
}

std::optional<ArchivedExchange> next_by_key(Archive& archive, std::uint64_t offset, std::string_view key) {
  for (std::size_t passed = 0; passed < kMostPassed; ++passed) {
    auto next = archive.next();
    if (!next || !*next || (*next)->place.offset != offset) break;
    const auto keys = archive.payload_keys();
    if (std::ranges::find(keys, key) != keys.end()) return **std::move(next);
  }
  return std::nullopt;
}

void take_head_of(const ArchivedExchange& original, bool has_head, ArchivedExchange& revisit) {
  revisit.revisit_of.clear();
  if (!has_head) {
    revisit.head = original.head;
    return;
  }
  // As the body is stored there.
  for (const std::string_view name : {"Transfer-Encoding", "Content-Length", "Content-Encoding"})
    revisit.head.fields.remove(name);
  const std::string coding = original.head.fields.combined("Content-Encoding");
  if (!coding.empty()) revisit.head.fields.append("Content-Encoding", coding);
}

}  // namespace caveat::audit
