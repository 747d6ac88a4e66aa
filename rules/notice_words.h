// The few words that Caveat itself says to readers, in their languages.
#pragma once

#include <string_view>

#include "rules/notice.h"

namespace caveat::rules {

/// "Warning", "Предупреждение", ...: the heading and accessible name. English where the language is not
/// known.
std::string_view kind_name(NoticeKind kind, std::string_view language);

/// "your region", said of a reader whose country is not known.
std::string_view unplaced_reader(std::string_view language);

/// "Unavailable for legal reasons", the title of a block page.
std::string_view unavailable(std::string_view language);

/// "Before you read on", the title of a page that asks a reader to accept something first.
std::string_view before_reading_on(std::string_view language);

/// "I have read this: go on", what the reader presses there.
std::string_view read_and_go_on(std::string_view language);

}  // namespace caveat::rules
