// URLs in the one form in which they are matched, forwarded and recorded.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace caveat::rules {

/// A request target or URL taken apart. `path` begins with "/".
struct CanonicalTarget {
  std::string path;
  std::string query;       ///< after '?', as received
  bool has_query = false;  ///< "/a?" and "/a" are two URLs

  /// Origin form (RFC 9112, 3.2.1), for the request that goes upstream.
  std::string text() const;
};

struct CanonicalUrl {
  std::string scheme;  ///< "http" or "https"
  std::string site;    ///< as `canonical_site`
  std::string port;    ///< digits; empty if the URL names none
  CanonicalTarget target;
};

/// A host as in Host or an authority.
struct CanonicalHost {
  std::string site;
  std::string port;  ///< digits; empty if none is named

  /// For the Host field of the request that goes upstream.
  std::string text() const { return port.empty() ? site : site + ":" + port; }
};

/// `site` comes out in lower case, without trailing dot or user information; international names in their
/// ASCII form (UTS 46). nullopt if it is no host.
std::optional<CanonicalHost> canonical_host(std::string_view host);

/// The `site` of that.
std::optional<std::string> canonical_site(std::string_view host);

/// RFC 3986, 6.2.2: unreserved characters decoded, hexadecimal digits in upper case, dot segments removed;
/// what may not stand in a path (raw UTF-8, spaces, '|', a '%' without digits) is percent-encoded. Then empty
/// segments are merged, as servers do: "//a" is "/a". "%2F" and parameters stay: path_readings.h tells what
/// else a server may make of them.
std::string canonical_path(std::string_view path);

/// Origin form: "/path?query". A fragment is dropped. nullopt if it does not begin with "/".
std::optional<CanonicalTarget> canonical_target(std::string_view target);

/// An absolute http or https URL, as people and archives write it.
std::optional<CanonicalUrl> canonical_url(std::string_view url);

}  // namespace caveat::rules
