// What in a page makes a browser connect to others though no content security policy lets it.
#pragma once

#include <string>
#include <string_view>

namespace caveat::studio {

/// `html` without these: no <link> means anything (`preconnect`, `dns-prefetch`), frames and objects are
/// empty (a browser connects to where a frame leads before it asks the policy), and every link and area wants
/// a new window, which a sandbox refuses before anybody is turned to. Every other byte stays. Of what only
/// looks like a tag, in a script or a comment, nobody knows for sure what a browser takes it for, so it is
/// changed, too. Pure.
std::string without_connection_hints(std::string_view html);

}  // namespace caveat::studio
