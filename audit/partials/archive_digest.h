// Which bytes an archive was.
#pragma once

#include <boost/system/result.hpp>
#include <string>

#include "audit/reports/report_head.h"

namespace caveat::audit {

struct DigestFault {
  std::string reason;  ///< in words, harmless on a terminal
};

/// Reads all of it. The digest of a file is what sha256sum prints; that of a folder is over what sha256sum
/// prints of its files below it, in the order of their names' bytes:
///
///   find . -type f -printf '%P\n' | LC_ALL=C sort | xargs -d '\n' sha256sum | sha256sum
boost::system::result<AuditedArchive, DigestFault> audited_archive(const std::string& path);

}  // namespace caveat::audit
