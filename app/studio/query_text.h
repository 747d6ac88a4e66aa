// Percent-encoded parts of a request's target.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace caveat::app {

/// nullopt if an escape is broken or stands for NUL, or the result is not UTF-8.
std::optional<std::string> decoded(std::string_view text);

/// The parameters behind '?', decoded; of several with one name the last. nullopt as above.
std::optional<std::map<std::string, std::string>> query_of(std::string_view target);

}  // namespace caveat::app
