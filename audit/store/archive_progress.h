// What a run's store is told of an archive, and tells of it.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "audit/archive.h"
#include "audit/finding.h"
#include "audit/totals.h"
#include "audit/unauditable_reading.h"

namespace caveat::audit {

/// A file as stat(2) tells of it: as long as all of it is the same, so are its bytes, unless somebody sets
/// the clock back to hide a change.
struct FileState {
  std::string path;
  std::uint64_t size = 0;
  std::int64_t modified = 0;  ///< nanoseconds since 1970
  std::int64_t changed = 0;   ///< of the inode; no program can set it
  std::uint64_t device = 0;
  std::uint64_t inode = 0;

  bool operator==(const FileState&) const = default;
};

/// What makes an archive the same as it was. Without a digest it is never taken for unchanged.
struct ArchiveIdentity {
  std::string path;  ///< as it was named
  std::uint64_t size = 0;
  std::int64_t changed = 0;  ///< nanoseconds since 1970
  std::string digest;        ///< of its size, beginning and end
};

/// How far an archive was read.
struct ArchiveProgress {
  std::int64_t id = 0;        ///< of its row
  std::uint64_t records = 0;  ///< results of Archive::next that are done with
  bool complete = false;
  /// Reading may begin at `resume_offset` of the file, past so many of `records`.
  std::uint64_t resume_records = 0;
  std::uint64_t resume_offset = 0;
};

/// A revisit that was put off, since its body may be in another archive.
struct PutOffRevisit {
  std::uint64_t number = 0;  ///< which result of Archive::next it is, from 1 on; in a piece: of this piece
  ArchivePlace place;
  std::string url;                                 ///< without its query
  std::optional<std::chrono::sys_seconds> time{};  ///< of the capture
  std::optional<std::string> region{};             ///< that was recorded with it
  /// Hashes (revisit_keys.h) of what its body may be known by: the keys have URLs in them, with their
  /// queries. The store does not give them one by one.
  std::vector<std::uint64_t> keys{};
};

/// An archive with revisits that wait.
struct ArchiveWithRevisits {
  std::int64_t id = 0;
  std::string path;
};

/// An archive that was looked into for bodies, as far as need be, and not audited.
struct BodiesArchive {
  std::string path;
  std::vector<ArchiveFault> faults{};
};

/// What a piece of an archive gave; pieces of one archive are added in order.
struct ArchivePiece {
  Totals totals;
  std::vector<Finding> findings;
  std::vector<UnauditableReading> not_auditable;
  std::vector<ArchiveFault> faults;
  std::uint64_t records = 0;  ///< more than before
  bool last = false;          ///< the archive is over
  /// Reading may begin at `resume_offset` of the file, past so many of this piece's records; 0: nowhere new.
  std::uint64_t resume_records = 0;
  std::uint64_t resume_offset = 0;
  std::vector<PutOffRevisit> put_off;
};

}  // namespace caveat::audit
