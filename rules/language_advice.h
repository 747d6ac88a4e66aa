// What to tell an author who wrote a language that does not exist.
#pragma once

#include <string>
#include <string_view>

namespace caveat::rules {

/// Whether the tag's language is one that ISO 639 lists, as far as ICU knows it: "ru", not "russian" or "xq".
bool names_known_language(std::string_view tag);

/// "Russian is `ru`" for a name in English or in the language itself; else how languages are written.
std::string advise_on_language(std::string_view text);

}  // namespace caveat::rules
