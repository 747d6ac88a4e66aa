// A string as JSON writes it (RFC 8259, 7).
#pragma once

#include <string>
#include <string_view>

namespace caveat::rules {

/// Appends `text` in quotation marks. What JSON wants escaped is, and DEL; bytes that begin no well-formed
/// UTF-8 come out as U+FFFD. No line end ever gets into it.
void append_json_string(std::string& out, std::string_view text);

}  // namespace caveat::rules
