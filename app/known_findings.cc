#include "app/known_findings.h"

#include <fstream>
#include <iostream>
#include <iterator>
#include <utility>

#include "app/wall_clock.h"
#include "rules/calendar.h"

namespace caveat::app {

std::optional<audit::Baseline> baseline_or_complain(const std::string& path) {
  if (path.empty()) return audit::Baseline();
  std::ifstream file(path, std::ios::binary);
  const std::string text((std::istreambuf_iterator<char>(file)), std::istreambuf_iterator<char>());
  if (!file.is_open() || file.bad()) {
    std::cerr << "caveat: the baseline " << path << " cannot be read\n";
    return std::nullopt;
  }
  auto baseline = audit::Baseline::parse(text, rules::iso_time(now()).substr(0, 10));
  if (!baseline) {
    std::cerr << "caveat: " << path << ':' << baseline.error().line << ": " << baseline.error().reason
              << '\n';
    return std::nullopt;
  }
  return *std::move(baseline);
}

audit::ReportedFinding against(audit::Baseline& baseline, audit::ReportedFinding finding) {
  if (const audit::KnownFinding* known = baseline.find(finding.fingerprint)) finding.accepted = known->reason;
  return finding;
}

}  // namespace caveat::app
