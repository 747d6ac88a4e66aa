#include "rules/folded_name.h"

#include <unicode/unistr.h>

namespace caveat::rules {

std::string folded_name(std::string_view name) {
  std::string out;
  icu::UnicodeString::fromUTF8(icu::StringPiece(name.data(), static_cast<int>(name.size())))
      .foldCase()
      .toUTF8String(out);
  return out;
}

}  // namespace caveat::rules
