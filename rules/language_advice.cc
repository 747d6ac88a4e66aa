#include "rules/language_advice.h"

#include <unicode/uloc.h>
#include <unicode/unistr.h>

#include <array>

#include "rules/folded_name.h"
#include "rules/language_tag.h"
#include "rules/problems.h"

namespace caveat::rules {

namespace {

std::string language_name(const std::string& language, const char* in) {
  std::array<UChar, 160> name{};
  UErrorCode status = U_ZERO_ERROR;
  const int length =
      uloc_getDisplayLanguage(language.c_str(), in, name.data(), static_cast<int>(name.size()), &status);
  std::string out;
  if (U_SUCCESS(status)) icu::UnicodeString(name.data(), length).toUTF8String(out);
  return out;
}

}  // namespace

bool names_known_language(std::string_view tag) {
  const std::string lower = lower_case_tag(tag);
  const std::string language = lower.substr(0, lower.find('-'));
  // ICU's name for what it does not know is the code itself.
  return language.size() <= 3 && language_name(language, "en") != language;
}

std::string advise_on_language(std::string_view text) {
  const std::string with_hyphens = lower_case_tag(text);
  if (is_language_tag(with_hyphens) && names_known_language(with_hyphens)) {
    return "write " + in_quotes(with_hyphens);
  }
  const std::string wanted = folded_name(text);
  for (const char* const* language = uloc_getISOLanguages(); *language != nullptr; ++language) {
    if (folded_name(language_name(*language, "en")) == wanted ||
        folded_name(language_name(*language, *language)) == wanted) {
      return std::string(text) + " is " + in_quotes(*language);
    }
  }
  return "languages are written like \"ru\" or \"pt-BR\"";
}

}  // namespace caveat::rules
