#include "audit/formats/capture_fields.h"

#include "filter/field_list.h"

namespace caveat::audit {
namespace {

constexpr std::string_view kRegion = "caveat-region";
constexpr std::string_view kRules = "caveat-rules";

}  // namespace

std::string capture_fields(const CaptureNote& note) {
  std::string text;
  text.append(kRegion).append(": ").append(note.region).append("\r\n");
  text.append(kRules).append(": ").append(note.rules_digest).append("\r\n");
  return text;
}

std::optional<CaptureNote> parse_capture_fields(std::string_view text) {
  CaptureNote note;
  while (!text.empty()) {
    const std::size_t end = text.find('\n');
    std::string_view line = text.substr(0, end);
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    if (line.ends_with('\r')) line.remove_suffix(1);
    const std::size_t colon = line.find(':');
    if (colon == std::string_view::npos) continue;
    const std::string_view name = filter::trim_ows(line.substr(0, colon));
    const std::string_view value = filter::trim_ows(line.substr(colon + 1));
    if (name == kRegion) note.region = value;
    if (name == kRules) note.rules_digest = value;
  }
  if (note.region.empty()) return std::nullopt;
  return note;
}

}  // namespace caveat::audit
