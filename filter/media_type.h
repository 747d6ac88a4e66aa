// The media type of a response (RFC 9110, 8.3; MIME Sniffing standard, 4.4; Fetch standard, "extract a MIME
// type").
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace caveat::filter {

struct MediaType {
  std::string essence;  ///< "text/html", lower case
  std::string charset;  ///< the charset parameter as sent; empty if there is none
};

/// nullopt if a browser would not take `text` for a media type.
std::optional<MediaType> parse_media_type(std::string_view text);

/// The type that browsers take from all Content-Type field lines joined by commas: the last valid one, with
/// the charset of an earlier one of the same essence.
std::optional<MediaType> media_type_of(std::string_view content_type);

/// What a browser shows as a page: text/html and application/xhtml+xml.
bool is_html(std::string_view essence);

/// Types that make a browser look at the body instead: "unknown/unknown", "application/unknown", "*/*".
bool says_unknown(std::string_view essence);

}  // namespace caveat::filter
