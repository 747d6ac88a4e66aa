// The rule language for editors.
#pragma once

#include <string>

namespace caveat::rules {

/// A JSON Schema (draft 7) of packs, made from the tables of pack_language.h. It knows every key, what kind
/// of value it takes and which words; `caveat check` knows the rest. Dates are texts in it, as editors have
/// them.
std::string pack_schema();

}  // namespace caveat::rules
