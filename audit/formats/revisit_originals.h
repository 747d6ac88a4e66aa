// Where the bodies of revisits stand (ISO 28500:2017, 6.7).
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

namespace caveat::audit {

class WarcArchive;

/// Remembers, for one archive, the places of payloads by their digests; of a bounded number of them.
class RevisitOriginals {
 public:
  static constexpr std::size_t kMost = 200'000;

  /// The record at `offset` has a payload with this digest ("sha1:..."). The first of several counts.
  void remember(std::string_view payload_digest, std::uint64_t offset);
  /// Where it is; nullopt if it was not seen.
  std::optional<std::uint64_t> find(std::string_view payload_digest) const;

 private:
  std::unordered_map<std::uint64_t, std::uint64_t> offsets_;  ///< by a hash of the digest
};

/// Reads the archive at `path` from `offset` on; null if it cannot.
std::unique_ptr<WarcArchive> open_warc_at(const std::string& path, std::uint64_t offset);

}  // namespace caveat::audit
