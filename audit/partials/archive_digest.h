// Which bytes an archive was.
#pragma once

#include <string>
#include <vector>

#include "audit/reports/report_head.h"
#include "audit/store/run_store.h"

namespace caveat::audit {

struct DigestedArchive {
  AuditedArchive archive;
  /// What of it could not be read, in words, harmless on a terminal: the digest is of all else. Of a file of
  /// which nothing can be read there is none.
  std::vector<std::string> faults{};
};

/// Reads all of it, but for files whose digests `store` has, as long as they are as they were; others are
/// kept there. The digest of a file is what sha256sum prints; that of a folder is over what sha256sum prints
/// of its files below it, in the order of their names' bytes, which is nothing of those that it cannot read:
///
///   find . -type f -printf '%P\n' | LC_ALL=C sort | xargs -d '\n' sha256sum | sha256sum
DigestedArchive digested_archive(const std::string& path, RunStore& store);

}  // namespace caveat::audit
