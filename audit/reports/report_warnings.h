// What a report warns of before anybody looks at its findings.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "audit/archived_exchange.h"
#include "audit/reports/report_head.h"

namespace caveat::audit {

/// A value. Texts out of archives are valid UTF-8, and hostile.
struct ReportWarning {
  std::string kind;         ///< "other-rules", "unreadable-record"
  std::uint64_t count = 1;  ///< responses that it is about, or records
  std::string rules{};      ///< other-rules: their digest; "unrecorded"; empty: further ones together
  ArchivePlace place{};     ///< unreadable-record
  std::string reason{};     ///< unreadable-record: in words
};

/// No more than AuditedArchive::kMostUnreadable for each archive, and Totals::kMostOtherRules and one for
/// further ones; a partial that has more is not read. In one order: by digest, then by archive and place,
/// those behind that were looked into for bodies alone.
std::vector<ReportWarning> warnings_of(const ReportHead& head);

/// Which rules one of kind "other-rules" is about: their digest, or that they are further ones.
std::string rules_in_words(const ReportWarning& warning);

/// In words, for people: no texts out of archives but the digest.
std::string in_words(const ReportWarning& warning);

}  // namespace caveat::audit
