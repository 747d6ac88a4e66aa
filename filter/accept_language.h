// The languages that a reader asks for (RFC 9110, 12.5.4).
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace caveat::filter {

/// Language tags in lower case, most preferred first, those of equal weight in their order. Leaves out `*`,
/// what has weight 0, and what is no tag.
std::vector<std::string> accepted_languages(std::string_view accept_language);

}  // namespace caveat::filter
