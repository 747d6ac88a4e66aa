// What is wrong in a file that a person wrote, and its one renderer.
#pragma once

#include <optional>
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
  std::string source_line;  ///< the text of that line around the place, for the caret; may be empty
  int source_column = 1;    ///< of its first character in the line
  std::string message;
  std::string suggestion;
  /// Why the author wants a warning to keep silent (silencing.h); it counts no more, and is not shown.
  std::optional<std::string> silenced = std::nullopt;
};

enum class DiagnosticFormat { text, json, sarif };

/// `diagnostics` in order of file and place. As text, without those that are silenced, and of a great many
/// the first. Control characters of the source come out harmless.
std::string render(std::span<const Diagnostic> diagnostics, DiagnosticFormat format);

bool has_errors(std::span<const Diagnostic> diagnostics);

struct DiagnosticCounts {
  std::size_t errors = 0;
  std::size_t warnings = 0;  ///< without those that are silenced
  std::size_t silenced = 0;
};
DiagnosticCounts count_of(std::span<const Diagnostic> diagnostics);

}  // namespace caveat::rules
