#include "rules/problems.h"

#include <utility>

#include "rules/string_places.h"
#include "rules/utf8.h"

namespace caveat::rules {

void Problems::add(Code code, const SourcePlace& place, std::string message, std::string suggestion) {
  Diagnostic diagnostic;
  diagnostic.severity = code_entry(code).severity;
  std::size_t& count = diagnostic.severity == Severity::error ? errors_ : warnings_;
  if (count == kMostProblems) return report_rest(place);
  ++count;
  diagnostic.code = code_name(code);
  diagnostic.place = place;
  const LineExcerpt excerpt = excerpt_around(source(), place.line, place.column);
  diagnostic.source_line = excerpt.text;
  diagnostic.source_column = excerpt.first_column;
  diagnostic.message = std::move(message);
  diagnostic.suggestion = std::move(suggestion);
  diagnostics_.push_back(std::move(diagnostic));
}

SourcePlace Problems::within(const TomlValue& value, std::size_t offset, std::size_t length) const {
  if (errors_ == kMostProblems || warnings_ == kMostProblems) return value.place;
  return place_in_string(file_.text, source().offset_of(value.place.line, value.place.column), value.place,
                         offset, length);
}

const SourceText& Problems::source() const {
  if (!source_) source_.emplace(file_.text);
  return *source_;
}

void Problems::report_rest(const SourcePlace& place) {
  if (reported_rest_) return;
  reported_rest_ = true;
  Diagnostic rest;
  rest.severity = code_entry(Code::too_many_problems).severity;
  rest.code = code_name(Code::too_many_problems);
  rest.place = {place.file, place.line, place.column, 1};
  rest.message =
      "more than " + std::to_string(kMostProblems) + " problems in this file; the rest is not told";
  rest.suggestion = "mend these, then check again";
  diagnostics_.push_back(std::move(rest));
}

std::string in_quotes(std::string_view text) {
  constexpr std::size_t kLongest = 200;
  const std::string_view shown = text.size() <= kLongest ? text : code_point_slice(text, 0, kLongest);
  return "`" + std::string(shown) + (shown.size() < text.size() ? "…`" : "`");
}

}  // namespace caveat::rules
