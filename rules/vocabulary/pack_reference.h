// The rule language for lawyers.
#pragma once

#include <string>

namespace caveat::rules {

/// docs/rules/reference.md: every key of every table, made from the tables of pack_language.h.
std::string pack_reference();

}  // namespace caveat::rules
