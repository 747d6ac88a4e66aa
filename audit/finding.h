// What an archived page should have been, and was not.
#pragma once

#include <chrono>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "audit/archived_exchange.h"
#include "rules/breach_severity.h"

namespace caveat::audit {

enum class FindingKind {
  notice_missing,
  notice_outdated,   ///< it stands there in another wording
  notice_misplaced,  ///< not where the rule wants it, though the page has that place
  notice_language,   ///< in another language than the reader was due
  notice_doubled,
  notice_undue,  ///< a notice of a rule that does not apply to this reader
  widget_left,   ///< to be removed, disabled or replaced
  mention_unlabelled,
  passage_not_withheld,
  attribute_unchanged,
  block_missing,  ///< the page was served where a rule blocks it
  block_undue,    ///< blocked in the name of a rule that does not apply
  acknowledgement_missing,
  header_wrong,
  refusal_missing,  ///< served though the rule refuses then: no notice could be placed, or it is no HTML
};

/// "notice-missing": in reports, baselines and on the command line.
std::string_view name_of(FindingKind kind);
/// The other way round; nullopt for a name that is none.
std::optional<FindingKind> finding_kind_of(std::string_view name);
/// "the notice is missing": for people.
std::string_view in_words(FindingKind kind);

using Severity = rules::BreachSeverity;
std::string_view name_of(Severity severity);
std::optional<Severity> severity_of(std::string_view name);

/// A value. Texts out of the archive are UTF-8 (what is none was replaced) and hostile: whoever shows them
/// escapes them.
struct Finding {
  ArchivePlace place;
  std::string url;  ///< without its query
  std::string site;
  std::string path;
  std::optional<std::chrono::sys_seconds> time;  ///< of the capture
  std::string region;                            ///< as it was asked for or recorded
  FindingKind kind = FindingKind::notice_missing;
  Severity severity = Severity::medium;
  std::string pack;
  std::string rule;
  std::string rule_place;          ///< FILE:LINE
  std::string expected;            ///< in words or as text: what should be there
  std::string seen;                ///< what is
  std::string excerpt;             ///< of the page around the place, before any edit
  std::size_t excerpt_mark = 0;    ///< where in `excerpt` it is, in bytes
  std::size_t excerpt_length = 0;  ///< how long what is marked there is; 0 for a place between two bytes
  std::size_t count = 1;           ///< how often on this page
};

/// What makes two findings the same from one run to the next: kind, pack, rule, region, site and path, and
/// what is marked. 32 hexadecimal digits of SHA-256. Not the archive, the time or the wording of this report.
std::string fingerprint(const Finding& finding);

/// The one order of findings in every report: by archive, offset, record, region, then what they are. Total
/// on what a report shows, so that findings put together from parts come out the same.
bool stands_before(const Finding& a, const Finding& b);

}  // namespace caveat::audit
