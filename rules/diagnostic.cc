#include "rules/diagnostic.h"

#include <algorithm>
#include <tuple>

#include "rules/diagnostic_renderers.h"
#include "rules/utf8.h"

namespace caveat::rules {

namespace {

constexpr int kWidestLine = 160;
constexpr std::size_t kMostShown = 200;

bool is_harmful(char32_t c) {
  const bool control = c < 0x20 || (c >= 0x7F && c < 0xA0);
  const bool turns_text_around = (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
  return control || turns_text_around || c == 0x2028 || c == 0x2029;
}

/// The part of a source line around the caret, so that a line of a megabyte does not flood a terminal.
struct LineWindow {
  std::string_view text;
  int column;  ///< of the caret within `text`, 1-based
};

LineWindow window_around(const Diagnostic& diagnostic) {
  const int column = diagnostic.place.column - diagnostic.source_column + 1;
  const int first = std::max(0, column - kWidestLine / 2);
  const std::string_view line = diagnostic.source_line;
  const bool fits = count_code_points(line) <= kWidestLine;
  if (fits) return {line, column};
  return {code_point_slice(line, static_cast<std::size_t>(first), kWidestLine), column - first};
}

void append_excerpt(const Diagnostic& diagnostic, std::string& out) {
  const LineWindow window = window_around(diagnostic);
  const std::string number = std::to_string(diagnostic.place.line);
  const std::string margin(number.size(), ' ');
  out += "  " + number + " | " + harmless_text(window.text) + "\n  " + margin + " | ";
  const auto before = static_cast<std::size_t>(std::max(0, window.column - 1));
  const std::size_t width = count_code_points(window.text);
  out.append(std::min(before, width), ' ');
  const auto length = static_cast<std::size_t>(std::max(1, diagnostic.place.length));
  const std::size_t room = width > before ? width - before : 1;
  out += '^' + std::string(std::min(length, room) - 1, '~') + "\n";
}

std::string render_text(std::span<const Diagnostic> diagnostics) {
  std::string out;
  std::size_t shown = 0;
  std::size_t more = 0;
  for (const Diagnostic& diagnostic : diagnostics) {
    if (diagnostic.silenced) continue;
    if (++shown > kMostShown) {
      ++more;
      continue;
    }
    out += harmless_text(diagnostic.place.file);
    if (diagnostic.place.line > 0) {
      out += ":" + std::to_string(diagnostic.place.line) + ":" + std::to_string(diagnostic.place.column);
    }
    out += ": " + std::string(severity_name(diagnostic.severity)) + ": " + harmless_text(diagnostic.message) +
           " [" + diagnostic.code + "]\n";
    if (!diagnostic.source_line.empty()) append_excerpt(diagnostic, out);
    if (!diagnostic.suggestion.empty()) out += "  help: " + harmless_text(diagnostic.suggestion) + "\n";
  }
  if (more > 0) out += "and " + std::to_string(more) + " more; `--format json` has all of them\n";
  return out;
}

}  // namespace

std::string harmless_text(std::string_view text) {
  std::string out;
  for (std::size_t offset = 0; offset < text.size();) {
    const CodePoint point = code_point_at(text, offset);
    offset += point.bytes;
    const char32_t shown = point.value == '\t'       ? U' '
                           : is_harmful(point.value) ? char32_t{0xFFFD}
                                                     : point.value;
    append_utf8(out, shown);
  }
  return out;
}

std::string_view severity_name(Severity severity) {
  return severity == Severity::error ? "error" : "warning";
}

std::string render(std::span<const Diagnostic> diagnostics, DiagnosticFormat format) {
  std::vector<Diagnostic> sorted(diagnostics.begin(), diagnostics.end());
  std::stable_sort(sorted.begin(), sorted.end(), [](const Diagnostic& a, const Diagnostic& b) {
    return std::tie(a.place.file, a.place.line, a.place.column) <
           std::tie(b.place.file, b.place.line, b.place.column);
  });
  switch (format) {
    case DiagnosticFormat::json:
      return render_json(sorted);
    case DiagnosticFormat::sarif:
      return render_sarif(sorted);
    case DiagnosticFormat::text:
      break;
  }
  return render_text(sorted);
}

bool has_errors(std::span<const Diagnostic> diagnostics) {
  return std::any_of(diagnostics.begin(), diagnostics.end(),
                     [](const Diagnostic& diagnostic) { return diagnostic.severity == Severity::error; });
}

DiagnosticCounts count_of(std::span<const Diagnostic> diagnostics) {
  DiagnosticCounts counts;
  for (const Diagnostic& diagnostic : diagnostics) {
    const bool error = diagnostic.severity == Severity::error;
    ++(error ? counts.errors : diagnostic.silenced ? counts.silenced : counts.warnings);
  }
  return counts;
}

}  // namespace caveat::rules
