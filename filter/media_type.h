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

/// nullopt if no browser would take `text` for a media type. The type ends where Chromium ends it: also at
/// white space and at a comment in parentheses.
std::optional<MediaType> parse_media_type(std::string_view text);

/// The type in all Content-Type field lines joined by commas. Browsers take the last valid one, with the
/// charset of an earlier one of the same essence; but not every browser joins the lines, so that a page is
/// what any of them calls one: an XHTML page before an HTML page before the last valid type. Where only some
/// browsers take a page to be in a charset in which bytes are no ASCII, its charset is "replacement", which
/// nobody reads.
std::optional<MediaType> media_type_of(std::string_view content_type);

/// What is read by the rules of HTML.
bool is_html(std::string_view essence);

/// What a browser always shows as a page, read by the rules of XML.
bool is_xhtml(std::string_view essence);

/// Types that make a browser look at the body instead: "unknown/unknown", "application/unknown", "*/*".
bool says_unknown(std::string_view essence);

}  // namespace caveat::filter
