// A reading of which nobody can tell whether it was as the rules demand.
#pragma once

#include <chrono>
#include <optional>
#include <string>

#include "audit/archived_exchange.h"

namespace caveat::audit {

/// A value. Texts out of the archive are UTF-8 (what is none was replaced) and hostile: whoever shows them
/// escapes them.
struct UnauditableReading {
  ArchivePlace place;
  std::string url;                                 ///< without its query
  std::optional<std::chrono::sys_seconds> time{};  ///< of the capture
  std::string region{};  ///< as it was asked for or recorded; empty where none was recorded
  std::string reason{};  ///< a word of ours, which Totals counts: "body-truncated"
  std::string detail{};  ///< what the archive tells of it, in words; may be empty

  bool operator==(const UnauditableReading&) const;
};

/// The one order of such readings in every report: by archive, offset, record, URL, region, then why.
bool stands_before(const UnauditableReading& a, const UnauditableReading& b);

}  // namespace caveat::audit
