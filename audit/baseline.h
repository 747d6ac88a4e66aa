// Findings that somebody has looked at and accepts for now.
#pragma once

#include <boost/system/result.hpp>
#include <chrono>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "audit/finding.h"

namespace caveat::audit {

/// A line of a baseline. What it is about is for people: only the fingerprint counts.
struct KnownFinding {
  std::string fingerprint;
  std::string reason;  ///< why it is accepted
  std::string since;   ///< "2026-11-26": when it was
  std::string until;   ///< from that day on it is new again; empty: it stays accepted
  std::string kind, pack, rule, region, site, path;
};

KnownFinding known_finding(const Finding& finding, std::string since);

/// Why a baseline cannot be used, with its line.
struct BaselineFault {
  std::size_t line = 0;
  std::string reason;
};

/// JSON lines: an object for each known finding. docs/audit.md tells its members.
class Baseline {
 public:
  Baseline() = default;
  /// `today`: "2026-11-26".
  static boost::system::result<Baseline, BaselineFault> parse(std::string_view text, std::string_view today);

  /// The entry that accepts it, or null. Remembers that it was asked for.
  const KnownFinding* find(std::string_view fingerprint);
  /// The entry whether or not its time is over.
  const KnownFinding* entry(std::string_view fingerprint) const;
  /// Entries that were never asked for: what they accept occurs no more.
  std::vector<KnownFinding> gone() const;

 private:
  std::map<std::string, KnownFinding, std::less<>> entries_;
  std::set<std::string, std::less<>> expired_;
  std::set<std::string, std::less<>> seen_;
};

/// A baseline of these, sorted by site, path, rule and region.
std::string baseline_text(std::vector<KnownFinding> known);

}  // namespace caveat::audit
