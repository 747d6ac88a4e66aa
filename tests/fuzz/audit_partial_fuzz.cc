// Reads any bytes as a partial of an audit; what is taken is written again and must be taken again, the same.
#include <cstdint>
#include <cstdlib>
#include <sstream>
#include <vector>

#include "audit/partials/partial_merge.h"
#include "audit/partials/partial_writer.h"
#include "audit/reports/report_writer.h"
#include "rules/sha256.h"

namespace {

using namespace caveat::audit;

/// The bytes again; empty if they are refused.
std::string again(const std::string& bytes) {
  std::istringstream in(bytes);
  auto opened = PartialReader::open(in);
  if (!opened) return {};
  std::vector<PartialReader> readers;
  readers.push_back(*std::move(opened));
  const auto head = merged_head(readers);
  if (!head) return {};
  std::ostringstream out, html;
  PartialWriter writer(*head, out);
  const auto report = html_report(*head, html);
  const auto take = [&](const ReportedFinding& finding) {
    writer.add(finding);
    report->add(finding);
  };
  const auto take_unauditable = [&](const UnauditableReading& reading) {
    writer.add_unauditable(reading);
    report->add_unauditable(reading);
  };
  if (merge_unauditable(readers, take_unauditable) || merge_findings(readers, take)) return {};
  writer.finish();
  report->finish();
  return std::move(out).str();
}

std::string times(std::string_view text, std::string_view part) {
  std::size_t count = 0;
  for (std::size_t at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) ++count;
  return std::to_string(count);
}

/// Fuzzers do not hit on digests: the end is made to fit what is before it.
std::string with_end(const std::string& text) {
  const std::size_t end = text.find("{\"end\":");
  const std::string lines = text.substr(0, end);
  rules::RunningSha256 digest;
  digest.add(lines);
  return lines + "{\"end\":{\"not_auditable\":" + times(lines, "{\"not_auditable\":{") +
         ",\"findings\":" + times(lines, "{\"finding\":") + ",\"sha256\":\"" + digest.hexadecimal() +
         "\"}}\n";
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string bytes(reinterpret_cast<const char*>(data), size);
  again(bytes);
  const std::string first = again(with_end(bytes));
  if (!first.empty() && again(first) != first) std::abort();
  return 0;
}
