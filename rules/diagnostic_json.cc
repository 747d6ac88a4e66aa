#include "rules/diagnostic_renderers.h"
#include "rules/json_text.h"

namespace caveat::rules {

std::string render_json(std::span<const Diagnostic> diagnostics) {
  const DiagnosticCounts counts = count_of(diagnostics);
  JsonText json;
  json.begin_object().begin_list("diagnostics");
  for (const Diagnostic& diagnostic : diagnostics) {
    json.begin_object();
    json.text("severity", severity_name(diagnostic.severity)).text("code", diagnostic.code);
    json.text("file", diagnostic.place.file).number("line", diagnostic.place.line);
    json.number("column", diagnostic.place.column).number("length", diagnostic.place.length);
    json.text("message", diagnostic.message).text("suggestion", diagnostic.suggestion);
    if (diagnostic.silenced) json.text("silenced", *diagnostic.silenced);
    json.end_object();
  }
  json.end_list().number("errors", static_cast<std::int64_t>(counts.errors));
  json.number("warnings", static_cast<std::int64_t>(counts.warnings));
  json.number("silenced", static_cast<std::int64_t>(counts.silenced)).end_object();
  return std::move(json).take();
}

}  // namespace caveat::rules
