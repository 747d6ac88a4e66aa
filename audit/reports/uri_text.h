// URLs and file names as URI references (RFC 3986), which SARIF wants, whatever bytes they hold.
#pragma once

#include <string>
#include <string_view>

namespace caveat::audit {

/// An absolute URL: what no URI may hold is percent-encoded, what is encoded stays so.
std::string uri_of_url(std::string_view url);

/// A relative reference to a file, or one with an absolute path.
std::string uri_of_path(std::string_view path);

}  // namespace caveat::audit
