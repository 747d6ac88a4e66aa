// Which bytes an archive was.
#pragma once

#include <boost/system/result.hpp>
#include <string>

#include "audit/reports/report_head.h"
#include "audit/store/run_store.h"

namespace caveat::audit {

struct DigestFault {
  std::string reason;  ///< in words, harmless on a terminal
};

/// Reads all of it, but for files whose digests `store` has, as long as they are as they were; others are
/// kept there. The digest of a file is what sha256sum prints; that of a folder is over what sha256sum prints
/// of its files below it, in the order of their names' bytes:
///
///   find . -type f -printf '%P\n' | LC_ALL=C sort | xargs -d '\n' sha256sum | sha256sum
boost::system::result<AuditedArchive, DigestFault> audited_archive(const std::string& path, RunStore& store);

}  // namespace caveat::audit
