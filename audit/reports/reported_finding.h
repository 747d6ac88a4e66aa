// A finding as reports and partials carry it.
#pragma once

#include <boost/json/fwd.hpp>
#include <optional>
#include <string>
#include <string_view>

#include "audit/finding.h"

namespace caveat::audit {

/// The three parts of a page's excerpt: what is before the place, what is marked, what is after it.
struct MarkedExcerpt {
  std::string_view before, marked, after;
};

struct ReportedFinding {
  Finding finding;  ///< all texts are valid UTF-8
  std::string fingerprint;
  std::optional<std::string> accepted;  ///< why, if the baseline accepts it; may be empty

  /// Views into `finding`; a mark beyond the excerpt is cut.
  MarkedExcerpt excerpt() const;
};

/// Makes every text valid UTF-8, the mark moving with its excerpt, and takes the fingerprint.
ReportedFinding reported(Finding finding);

/// One JSON object on one line, as schema/finding.schema.json describes it.
std::string finding_json(const ReportedFinding& finding);

/// What `finding_json` wrote; nullopt if a member is missing or of another type, a name is not known, or the
/// fingerprint is not the finding's. Other members are passed over.
std::optional<ReportedFinding> finding_from_json(const boost::json::value& json);

/// "2026-03-01T12:00:00Z", as rules::iso_time writes it; nullopt for anything else.
std::optional<std::chrono::sys_seconds> time_from_text(std::string_view text);

}  // namespace caveat::audit
