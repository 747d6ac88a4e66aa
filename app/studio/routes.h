// Every question that the studio answers.
#pragma once

#include <span>
#include <string_view>

#include "app/studio/studio.h"

namespace caveat::app {

struct Route {
  std::string_view method;
  std::string_view path;  ///< "/api/packs"; with a slash at its end: all below it
  ApiHandler answer;
  bool writes = false;  ///< files; refused to a reader who only looks
  /// Members of the answer that hold the library's own sentences ("message help"): they are said in the
  /// author's language.
  std::string_view sentences = {};
};

/// Of diagnostics.
inline constexpr std::string_view kDiagnosticSentences = "message help suggestion";

/// Each of a part of the studio. routes.cc puts them together.
std::span<const Route> pack_routes();
std::span<const Route> language_routes();
std::span<const Route> preview_routes();
std::span<const Route> trial_routes();
std::span<const Route> approval_routes();
std::span<const Route> audit_routes();

/// The route of a question and what of `path` is below it. Null with `path_exists` set: another method would
/// do.
const Route* find_route(std::string_view method, std::string_view path, bool& path_exists);

}  // namespace caveat::app
