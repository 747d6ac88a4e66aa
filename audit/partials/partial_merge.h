// Puts partials together.
#pragma once

#include <boost/system/result.hpp>
#include <functional>
#include <optional>
#include <span>
#include <string>

#include "audit/partials/partial_reader.h"

namespace caveat::audit {

/// What cannot be put together, and why. `part`: an index into the partials.
struct MergeFault {
  std::size_t part = 0;
  PartialFault fault;
};

/// The head of all of them. Refused: partials by another version, under other rules, for other regions or
/// another moment, and an archive that two of them have, by its name or by its digest,
/// or that had other bytes where its bodies were looked for. Associative; the order
/// of partials does not matter.
boost::system::result<ReportHead, MergeFault> merged_head(std::span<const PartialReader> parts);

/// Gives what is not auditable in all of them to `take`, in order; each reader must stand before its first.
std::optional<MergeFault> merge_unauditable(std::span<PartialReader> parts,
                                            const std::function<void(const UnauditableReading&)>& take);

/// Gives the findings of all of them to `take`, in order; each reader must stand before its first finding.
std::optional<MergeFault> merge_findings(std::span<PartialReader> parts,
                                         const std::function<void(const ReportedFinding&)>& take);

}  // namespace caveat::audit
