// Where the bodies of revisits stand (ISO 28500:2017, 6.7).
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

#include "audit/archive.h"

namespace caveat::audit {

class WarcArchive;

/// Remembers, for one archive, the places of payloads by their keys (revisit_keys.h); of a bounded number of
/// them.
class RevisitOriginals {
 public:
  static constexpr std::size_t kMost = 400'000;

  /// The record at `offset` has a payload of this key. The first of several counts.
  void remember(std::string_view key, std::uint64_t offset);
  /// Where it is; nullopt if it was not seen.
  std::optional<std::uint64_t> find(std::string_view key) const;

 private:
  std::unordered_map<std::uint64_t, std::uint64_t> offsets_;  ///< by a hash of the key
};

/// Reads the archive at `path` from the record or member at `offset` on; null if it cannot.
std::unique_ptr<WarcArchive> open_warc_at(const std::string& path, std::uint64_t offset);

/// The exchange of `archive` that goes by `key`, among those that stand at `offset` (in one member, where
/// there are several); its body is the next to be read. nullopt if there is none.
std::optional<ArchivedExchange> next_by_key(Archive& archive, std::uint64_t offset, std::string_view key);

/// An archive that has given `exchange`, whose body can be read from it.
struct FoundPayload {
  std::unique_ptr<WarcArchive> archive;  ///< null: there is none
  ArchivedExchange exchange;
};
/// The record of that key at `offset`, or in the member there.
FoundPayload open_payload_at(const std::string& path, std::uint64_t offset, std::string_view key);

/// `revisit` has the body of `original`: its head becomes one of that body. Where it has none of its own
/// (`has_head`), it is the original's.
void take_head_of(const ArchivedExchange& original, bool has_head, ArchivedExchange& revisit);

}  // namespace caveat::audit
