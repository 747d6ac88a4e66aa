// Whether a body without a usable Content-Type is a page to a browser (MIME Sniffing standard, 7.1).
#pragma once

#include <cstddef>
#include <string_view>

namespace caveat::filter {

/// How many bytes a browser looks at.
inline constexpr std::size_t kSniffBytes = 1445;

enum class Sniffed { html, other, needs_more };

/// `beginning`: the decoded body so far; `whole`: nothing or nothing of interest follows. Browsers do not
/// look for HTML under `X-Content-Type-Options: nosniff`; the caller does not ask then.
Sniffed sniff_html(std::string_view beginning, bool whole);

}  // namespace caveat::filter
