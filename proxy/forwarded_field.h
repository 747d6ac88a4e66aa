// The lists in which proxies name the hops of a request: X-Forwarded-For, and Forwarded (RFC 7239).
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace caveat::proxy {

/// One field line, split before its last element. Views of that line.
struct LastElement {
  std::string_view element;
  std::optional<std::string_view> before;  ///< without the comma; nullopt if nothing stands before it
};

/// At the last comma: X-Forwarded-For knows no quotes, whatever a reader wrote into it.
LastElement last_of_x_forwarded_for(std::string_view line);

/// The last forwarded-element, read from the right, since that is the end which the nearest proxy wrote: what
/// stands before it, an open quote for one, is no part of what that proxy said. An element that cannot be
/// parsed reaches to the comma before it.
LastElement last_of_forwarded(std::string_view line);

/// The value of `for` in one forwarded-element, without its quotes; nullopt if the element cannot be parsed,
/// has no `for`, or two. IPv6 without quotes is let through, as many proxies write it.
std::optional<std::string> forwarded_for(std::string_view element);

/// The list in `line` without any `host`: of the elements from its end up to one that cannot be parsed.
std::string forwarded_without_hosts(std::string_view line);

}  // namespace caveat::proxy
