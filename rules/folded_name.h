// Names that people write in any case, and in any script.
#pragma once

#include <string>
#include <string_view>

namespace caveat::rules {

/// By the Unicode Standard's full case folding (3.13), without normalization.
std::string folded_name(std::string_view name);

}  // namespace caveat::rules
