// The formats behind `render`.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "rules/diagnostic.h"

namespace caveat::rules {

/// An object with the list `diagnostics` and the numbers `errors`, `warnings` and `silenced`; a diagnostic
/// that is silenced has the reason as `silenced`.
std::string render_json(std::span<const Diagnostic> diagnostics);

/// SARIF 2.1.0; columns count code points.
std::string render_sarif(std::span<const Diagnostic> diagnostics);

/// `text` without control characters and direction overrides, as one line.
std::string harmless_text(std::string_view text);

/// "error" or "warning".
std::string_view severity_name(Severity severity);

}  // namespace caveat::rules
