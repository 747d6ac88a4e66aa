// What the codes mean, for people: the pages of `caveat explain` and docs/codes.md.
#pragma once

#include <span>
#include <string>

#include "rules/codes.h"

namespace caveat::rules {

/// For a terminal: title, explanation, the example with what `check` says of it, and the mended one.
std::string explanation_text(const CodeEntry& entry);

/// The part of docs/codes.md that is about `entry`.
std::string explanation_markdown(const CodeEntry& entry);

/// A line a code.
std::string codes_text();

/// docs/codes.md: every code, explained.
std::string codes_markdown();

/// A list of objects, one a code.
std::string codes_json(std::span<const CodeEntry> entries);

}  // namespace caveat::rules
