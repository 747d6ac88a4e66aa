// Hints of a page to connect somewhere, which no content security policy governs.
#pragma once

#include <string>
#include <string_view>

namespace caveat::studio {

/// `html`, of which no <link> means anything: `preconnect` and `dns-prefetch` make a browser turn to the
/// hosts that they name, whatever the policy of the page is. Every other byte stays. Of what only looks like
/// a <link>, in a script or a comment, nobody knows for sure what a browser takes it for, so it is changed,
/// too. Pure.
std::string without_connection_hints(std::string_view html);

}  // namespace caveat::studio
