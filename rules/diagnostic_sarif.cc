#include "rules/codes.h"
#include "rules/diagnostic_renderers.h"
#include "rules/json_text.h"

namespace caveat::rules {

namespace {

constexpr std::string_view kSchema = "https://json.schemastore.org/sarif-2.1.0.json";

/// A relative reference (RFC 3986, 4.2): SARIF wants URIs, and file names may hold anything.
std::string file_uri(std::string_view path) {
  constexpr std::string_view kHex = "0123456789ABCDEF";
  constexpr std::string_view kPlain = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~/";
  std::string out;
  for (const char c : path) {
    if (kPlain.find(c) != std::string_view::npos) {
      out += c;
      continue;
    }
    const auto byte = static_cast<unsigned char>(c);
    out += {'%', kHex[byte >> 4], kHex[byte & 15]};
  }
  return out;
}

void append_rules(JsonText& json) {
  json.begin_list("rules");
  for (const CodeEntry& entry : code_table()) {
    json.begin_object().text("id", code_name(entry.code));
    json.begin_object("shortDescription").text("text", entry.title).end_object();
    json.begin_object("fullDescription").text("text", entry.explanation).end_object();
    json.end_object();
  }
  json.end_list();
}

void append_result(const Diagnostic& diagnostic, JsonText& json) {
  json.begin_object().text("ruleId", diagnostic.code).text("level", severity_name(diagnostic.severity));
  const std::string help = diagnostic.suggestion.empty() ? "" : " (" + diagnostic.suggestion + ")";
  json.begin_object("message").text("text", diagnostic.message + help).end_object();
  json.begin_list("locations").begin_object().begin_object("physicalLocation");
  json.begin_object("artifactLocation").text("uri", file_uri(diagnostic.place.file)).end_object();
  if (diagnostic.place.line > 0) {
    json.begin_object("region").number("startLine", diagnostic.place.line);
    json.number("startColumn", diagnostic.place.column);
    json.number("endColumn", diagnostic.place.column + diagnostic.place.length).end_object();
  }
  json.end_object().end_object().end_list();
  if (diagnostic.silenced) {
    json.begin_list("suppressions").begin_object().text("kind", "inSource");
    json.text("justification", *diagnostic.silenced).end_object().end_list();
  }
  json.end_object();
}

}  // namespace

std::string render_sarif(std::span<const Diagnostic> diagnostics) {
  JsonText json;
  json.begin_object().text("$schema", kSchema).text("version", "2.1.0");
  json.begin_list("runs").begin_object();
  json.begin_object("tool").begin_object("driver").text("name", "caveat");
  append_rules(json);
  json.end_object().end_object();
  json.text("columnKind", "unicodeCodePoints").begin_list("results");
  for (const Diagnostic& diagnostic : diagnostics) append_result(diagnostic, json);
  json.end_list().end_object().end_list().end_object();
  return std::move(json).take();
}

}  // namespace caveat::rules
