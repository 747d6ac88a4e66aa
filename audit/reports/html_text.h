// Texts of any origin as HTML.
#pragma once

#include <string>
#include <string_view>

namespace caveat::audit {

/// For attributes in double quotes, and for text where no element may stand: as `visible_text`, escaped.
std::string html_attribute(std::string_view text);

/// For element content: what is unseen (visible_text.h) is written out in a span of its own; line breaks and
/// tabs stay.
std::string html_text(std::string_view text);

/// That, isolated from the direction of what is around it.
std::string html_isolated(std::string_view text);

}  // namespace caveat::audit
