// The part of an audit that one machine did, as a file that can be put together with others.
#pragma once

#include <ostream>
#include <string_view>

#include "audit/reports/report_head.h"
#include "audit/reports/reported_finding.h"
#include "audit/unauditable_reading.h"
#include "rules/sha256.h"

namespace caveat::audit {

/// JSON lines in UTF-8 (docs/audit-at-scale.md has an example):
///
///   {"caveat_audit_partial":3,"version":...,"rules":...,"question":...,"regions":[...],"at":...}
///   {"archive":{"name":...,"sha256":...,"bytes":...,"unreadable":[...]}}    one an archive, by name
///   {"bodies":{"name":...,...}}                          one an archive that was looked into for bodies
///   alone
///   {"totals":{...}}
///   {"not_auditable":{...}}                              one a reading, in the order of `stands_before`
///   {"finding":{...}}                                    one a finding, in the order of `stands_before`
///   {"end":{"not_auditable":N,"findings":N,"sha256":...}}    over all bytes before this line
///
/// `at` is left out where each capture's own moment counts, `unreadable` where it is empty; `regions` is
/// empty for those recorded. Equal contents give equal bytes.
class PartialWriter {
 public:
  static constexpr unsigned kFormat = 3;

  /// `head.accepted` does not go in: baselines are for reports. `out` must outlive this.
  PartialWriter(const ReportHead& head, std::ostream& out);

  /// All of these before the first finding.
  void add_unauditable(const UnauditableReading& reading);
  void add(const ReportedFinding& finding);
  /// Once, behind the last. Whether writing failed is for the stream to say.
  void finish();

 private:
  void put(std::string_view line);

  std::ostream& out_;
  rules::RunningSha256 digest_;
  std::uint64_t unauditable_ = 0;
  std::uint64_t findings_ = 0;
};

}  // namespace caveat::audit
