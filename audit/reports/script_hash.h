// Names of inline scripts and styles in a Content-Security-Policy (CSP 3, 2.3.1).
#pragma once

#include <string>
#include <string_view>

namespace caveat::audit {

/// "sha256-...": of what stands between the tags.
std::string content_hash(std::string_view content);

}  // namespace caveat::audit
