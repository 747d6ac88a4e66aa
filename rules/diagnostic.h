// What is wrong in a file that a person wrote, and its one renderer.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace caveat::rules {

enum class Severity { error, warning };

/// A place in a text file. Lines and columns are 1-based; columns count Unicode code points; `length` is how
/// many of them the caret underlines (at least one).
struct SourcePlace {
  std::string file;
  int line = 0;
  int column = 0;
  int length = 1;
};

/// One problem. `message` says what is wrong in the author's words, `suggestion` what to write instead.
struct Diagnostic {
  Severity severity = Severity::error;
  std::string code;  ///< stable: "CV012"
  SourcePlace place;
  std::string source_line;  ///< the text of that line, for the caret; may be empty
  std::string message;
  std::string suggestion;
};

enum class DiagnosticFormat { text, json, sarif };

/// All of `diagnostics`, in order of file and place. Control characters of the source come out harmless.
std::string render(std::span<const Diagnostic> diagnostics, DiagnosticFormat format);

bool has_errors(std::span<const Diagnostic> diagnostics);

}  // namespace caveat::rules
