// Reads what a PartialWriter wrote, in memory that does not depend on how many findings there are.
#pragma once

#include <boost/json/fwd.hpp>
#include <boost/system/result.hpp>
#include <cstdint>
#include <istream>
#include <optional>
#include <string>

#include "audit/reports/report_head.h"
#include "audit/reports/reported_finding.h"
#include "audit/unauditable_reading.h"
#include "rules/sha256.h"

namespace caveat::audit {

/// Why a partial is not taken: nothing of it may be, then.
struct PartialFault {
  std::string reason;      ///< in words, harmless on a terminal
  std::uint64_t line = 0;  ///< 1-based; 0: of no line
};

/// A torn, changed or contradictory file is a fault by its end at the latest: the digest, the number, the
/// order and the sums of its findings, and of what is not auditable, are compared with what it says of them.
class PartialReader {
 public:
  static constexpr std::size_t kLongestLine = std::size_t{64} << 20;

  /// Reads up to the totals. `in` must outlive it.
  static boost::system::result<PartialReader, PartialFault> open(std::istream& in);

  const ReportHead& head() const { return head_; }
  /// The next reading that is not auditable; nullopt behind the last.
  boost::system::result<std::optional<UnauditableReading>, PartialFault> next_unauditable();
  /// The next finding, past all of these; nullopt behind the last.
  boost::system::result<std::optional<ReportedFinding>, PartialFault> next();

 private:
  explicit PartialReader(std::istream& in) : in_(&in) {}

  std::optional<PartialFault> read_head();
  boost::system::result<std::optional<ReportedFinding>, PartialFault> finding_or_end(
      const boost::json::value& json);
  std::optional<PartialFault> check_unauditable(const UnauditableReading& reading);
  std::optional<PartialFault> read_line(boost::json::value& json);
  std::optional<PartialFault> check_end(const boost::json::value& end) const;
  PartialFault fault(std::string reason) const { return {std::move(reason), line_}; }

  std::istream* in_;
  ReportHead head_;
  Totals counted_;  ///< of what was read so far
  std::optional<UnauditableReading> last_unauditable_;
  bool past_unauditable_ = false;
  std::optional<ReportedFinding> first_;  ///< read already, to see that nothing unauditable follows
  std::optional<ReportedFinding> last_;
  rules::RunningSha256 digest_;  ///< of the lines before this one
  std::string line_text_;        ///< this one, with its end
  std::uint64_t line_ = 0;
  std::uint64_t unauditable_ = 0;
  std::uint64_t findings_ = 0;
  bool ended_ = false;
};

}  // namespace caveat::audit
