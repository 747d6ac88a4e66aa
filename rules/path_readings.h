// What a path may mean to a server that does more with it than RFC 3986 says.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace caveat::rules {

/// Whether `canonical` (canonical_path) can lead servers to different pages, or to fields that are not
/// theirs, in a way that no matching can follow: an encoded "/", "\" or control character, one of these or
/// "." encoded twice, and a dot segment with parameters ("..;x", "..%3Bx").
/// docs/decisions/006-one-reading-of-a-path.md
bool is_ambiguous_path(std::string_view canonical);

/// Where the first parameters of `canonical` begin, with their ";" or "%3B": a server between us and the
/// pages may decode it. npos if there are none.
std::size_t parameters_begin(std::string_view canonical);

/// `canonical` as servers read it that take what follows a ";" for parameters of the segment (RFC 3986, 3.3):
/// "/a;x=1/b" is "/a/b" to them, "/;/b" is "/b", and "/a%3Bx" is "/a" behind one that decodes.
std::string path_without_parameters(std::string_view canonical);

}  // namespace caveat::rules
