// Whether a body without a usable Content-Type is a page to a browser (MIME Sniffing standard, 7.1).
#pragma once

#include <cstddef>
#include <string_view>

namespace caveat::filter {

/// How many bytes a browser looks at.
inline constexpr std::size_t kSniffBytes = 1445;

enum class Sniffed {
  html,
  xhtml,  ///< XML whose root is an html element: a page, but one that follows the rules of XML
  other,
  needs_more
};

/// `beginning`: the decoded body so far; `whole`: nothing follows. As wide as the widest of the standard,
/// Chromium and Firefox: what one of them takes for a page is one. Browsers do not look for HTML under
/// `X-Content-Type-Options: nosniff`; the caller does not ask then.
Sniffed sniff_html(std::string_view beginning, bool whole);

/// What a body may turn out to be whose beginning `needs_more`, and no more is to be waited for.
Sniffed widest_guess(std::string_view beginning);

}  // namespace caveat::filter
