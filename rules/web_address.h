// Addresses that readers may be sent to.
#pragma once

#include <string_view>

namespace caveat::rules {

/// A whole http or https URL of visible ASCII without quotes and angle brackets, so that it can stand in a
/// header field and in markup.
bool is_http_address(std::string_view text);

/// That, or a mailto address.
bool is_linkable_address(std::string_view text);

}  // namespace caveat::rules
