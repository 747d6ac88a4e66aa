#include "rules/problems.h"

#include <utility>

#include "rules/string_places.h"

namespace caveat::rules {

void Problems::add(Code code, const SourcePlace& place, std::string message, std::string suggestion) {
  Diagnostic diagnostic;
  diagnostic.severity = code_entry(code).severity;
  any_error_ = any_error_ || diagnostic.severity == Severity::error;
  diagnostic.code = code_name(code);
  diagnostic.place = place;
  diagnostic.source_line = source_line(file_.text, place.line);
  diagnostic.message = std::move(message);
  diagnostic.suggestion = std::move(suggestion);
  diagnostics_.push_back(std::move(diagnostic));
}

SourcePlace Problems::within(const TomlValue& value, std::size_t offset, std::size_t length) const {
  return place_in_string(file_.text, value.place, offset, length);
}

std::string quoted(std::string_view text) {
  return "`" + std::string(text) + "`";
}

}  // namespace caveat::rules
