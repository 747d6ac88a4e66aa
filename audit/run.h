// An audit over many archives, on all cores.
#pragma once

#include <boost/system/result.hpp>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "audit/archive.h"
#include "audit/archive_queue.h"
#include "audit/judge.h"
#include "audit/store/run_store.h"

namespace caveat::audit {

/// Opens one archive of whatever format.
using OpenArchive =
    std::function<boost::system::result<std::unique_ptr<Archive>, ArchiveFault>(const std::string& path)>;

/// How far a run is.
struct RunProgress {
  std::uint64_t responses = 0;
  std::uint64_t bytes_read = 0;   ///< of the files
  std::uint64_t bytes_total = 0;  ///< of the files; of folders it is not known
};

struct RunOptions {
  unsigned jobs = 1;
  /// Called now and then, from any thread, one at a time.
  std::function<void(const RunProgress&)> progress;
  /// With it, revisits have the bodies of records in any archive of the run, and an archive that was read in
  /// part is gone on with where that ended. May be null.
  OpenArchiveAt open_at = nullptr;
  /// Archives that are not audited, in which the bodies of revisits are looked for all the same.
  std::vector<std::string> bodies_from{};
};

/// What an archive is, without reading it whole. A folder, or what cannot be read, has no digest.
ArchiveIdentity identity_of(const std::string& path);

/// Puts every response of `archives` to `judge`, and what comes of it into `store`, which has begun. An
/// archive that it has already is not read again; one that it has in part is gone on with. What is in the
/// store at the end is the same for any number of jobs. Memory: for each job a page, or responses of a
/// megabyte.
boost::system::result<void, StoreError> run_audit(const std::vector<std::string>& archives,
                                                  const Judge& judge, const OpenArchive& open,
                                                  RunStore& store, const RunOptions& options);

}  // namespace caveat::audit
