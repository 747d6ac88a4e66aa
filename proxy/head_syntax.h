// Strict syntax of raw heads, before any parser that might be kinder (RFC 9112, 2.2, 3, 5 and 6).
#pragma once

#include <optional>
#include <string_view>

#include "filter/head.h"

namespace caveat::proxy {

/// The parts of a head that was found clean.
struct HeadParts {
  std::string_view start_line;  ///< without its CRLF; a view of the head
  filter::FieldLines fields;    ///< values without the white space around them
  /// A line is folded, so that `fields` lacks some of it.
  bool folded = false;
  bool chunked = false;
};

/// Why a request head must not be forwarded, in a few words for a metric's label; nullopt if it is clean.
/// `head` runs from the request line to the empty line, both included.
///
/// Refuses what two parsers could read in two ways: line ends other than CRLF, control characters, white
/// space around names, obs-fold, a field without a colon; Transfer-Encoding with Content-Length, twice, in
/// HTTP/1.0, or of any value but `chunked`; Content-Length that is no plain number, or twice; names that an
/// application server would take for those two (`Content_Length`); no Host, two, or one that is no host.
std::optional<std::string_view> flaw_of_request_head(std::string_view head);
/// The same; `parts` is what a clean head consists of.
std::optional<std::string_view> flaw_of_request_head(std::string_view head, HeadParts& parts);

/// The same for an upstream's head: line ends, control characters, names, and the length of the body. A
/// folded line is let through, because the parser unfolds it.
std::optional<std::string_view> flaw_of_response_head(std::string_view head);
std::optional<std::string_view> flaw_of_response_head(std::string_view head, HeadParts& parts);

/// Whether an application server would take a field of this name for Content-Length or Transfer-Encoding,
/// though it is neither (`Content_Length`).
bool is_disguised_length(std::string_view name);

/// Whether `text` may stand in a Host field: uri-host [":" port], not empty, no user (RFC 9110, 7.2).
bool is_host(std::string_view text);

}  // namespace caveat::proxy
