#include "studio/diagnostics_json.h"

#include <algorithm>

#include "rules/code_example.h"
#include "rules/codes.h"
#include "rules/diagnostic_renderers.h"

namespace caveat::studio {

namespace json = boost::json;

json::array diagnostics_json(std::span<const rules::Diagnostic> diagnostics) {
  json::array out;
  for (const rules::Diagnostic& one : diagnostics) {
    const rules::CodeEntry* entry = rules::find_code(one.code);
    json::object diagnostic{{"code", one.code},
                            {"severity", rules::severity_name(one.severity)},
                            {"file", one.place.file},
                            {"line", std::max(1, one.place.line)},
                            {"column", std::max(1, one.place.column)},
                            {"end_column", std::max(1, one.place.column) + std::max(1, one.place.length)},
                            {"message", one.message},
                            {"help", entry != nullptr ? entry->title : std::string()},
                            {"suggestion", one.suggestion}};
    if (one.silenced) diagnostic["silenced"] = *one.silenced;
    out.push_back(std::move(diagnostic));
  }
  return out;
}

ApiAnswer explained_code(std::string_view name) {
  const rules::CodeEntry* entry = rules::find_code(name);
  if (entry == nullptr) return ApiError{404, "no-such-code", "There is no such code."};
  const std::string report =
      entry->no_example.empty()
          ? rules::render(rules::check_example(entry->wrong, entry->code), rules::DiagnosticFormat::text)
          : std::string();
  return json::value{{"code", rules::code_name(entry->code)},
                     {"severity", rules::severity_name(entry->severity)},
                     {"title", entry->title},
                     {"text", entry->explanation},
                     {"wrong", entry->wrong},
                     {"report", report},
                     {"right", entry->right},
                     {"no_example", entry->no_example}};
}

}  // namespace caveat::studio
