// Partials as text, for tests.
#pragma once

#include <algorithm>
#include <sstream>
#include <string>
#include <vector>

#include "audit/partials/partial_merge.h"
#include "audit/partials/partial_writer.h"
#include "audit/reports/unauditable_json.h"

namespace caveat::audit {

/// What one machine found in some archives.
inline std::string partial_of(ReportHead head, std::vector<Finding> findings,
                              std::vector<UnauditableReading> unauditable = {}) {
  const auto is_before = [](const auto& a, const auto& b) { return stands_before(a, b); };
  std::ranges::sort(findings, is_before);
  std::ranges::sort(unauditable, is_before);
  std::ostringstream out;
  PartialWriter writer(head, out);
  for (UnauditableReading& reading : unauditable) writer.add_unauditable(reported(std::move(reading)));
  for (Finding& finding : findings) writer.add(reported(std::move(finding)));
  writer.finish();
  return std::move(out).str();
}

/// All of a partial, or why it is not taken.
inline boost::system::result<std::vector<ReportedFinding>, PartialFault> read_partial(
    const std::string& text) {
  std::istringstream in(text);
  auto reader = PartialReader::open(in);
  if (!reader) return reader.error();
  std::vector<ReportedFinding> findings;
  for (;;) {
    auto next = reader->next();
    if (!next) return next.error();
    if (!*next) return findings;
    findings.push_back(**std::move(next));
  }
}

inline boost::system::result<std::string, MergeFault> reduce(const std::vector<std::string>& texts) {
  std::vector<std::unique_ptr<std::istringstream>> streams;
  std::vector<PartialReader> readers;
  for (const std::string& text : texts) {
    streams.push_back(std::make_unique<std::istringstream>(text));
    auto reader = PartialReader::open(*streams.back());
    if (!reader) return MergeFault{streams.size() - 1, reader.error()};
    readers.push_back(*std::move(reader));
  }
  const auto head = merged_head(readers);
  if (!head) return head.error();
  std::ostringstream out;
  PartialWriter writer(*head, out);
  const auto take = [&](const UnauditableReading& reading) { writer.add_unauditable(reading); };
  if (auto fault = merge_unauditable(readers, take)) return *std::move(fault);
  if (auto fault = merge_findings(readers, [&](const ReportedFinding& finding) { writer.add(finding); }))
    return *std::move(fault);
  writer.finish();
  return std::move(out).str();
}

}  // namespace caveat::audit
