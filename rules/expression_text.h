// RE2 expressions as authors write them in packs: "re:" and the pattern.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "rules/problems.h"
#include "rules/table_reader.h"

namespace re2 {
class RE2;
}

namespace caveat::rules {

bool is_expression(std::string_view text);

/// Whether the file's expressions, with this one, are still small enough to be compiled: asked before each
/// is. Reports the first that is too much; only expressions count.
bool affords_expression(const PlacedText& text, Problems& problems);

/// What follows "re:", compiled; null after a diagnostic with its caret at what RE2 refuses.
std::shared_ptr<const re2::RE2> compiled_expression(const PlacedText& text, Problems& problems);

/// An expression of our own making, which RE2 is known to accept. "." is any character.
std::shared_ptr<const re2::RE2> expression_of(const std::string& pattern);

}  // namespace caveat::rules
