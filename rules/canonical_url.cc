#include "rules/canonical_url.h"

#include <unicode/uidna.h>

#include <algorithm>
#include <array>
#include <memory>
#include <utility>
#include <vector>

#include "rules/ascii_case.h"
#include "rules/hex_digit.h"
#include "rules/port_number.h"

namespace caveat::rules {

namespace {

constexpr std::string_view kHexDigits = "0123456789ABCDEF";

constexpr bool is_alphanumeric(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

/// Letters, digits and `others`.
constexpr std::array<bool, 256> characters(std::string_view others) {
  std::array<bool, 256> set{};
  for (std::size_t c = 0; c < set.size(); ++c) set[c] = is_alphanumeric(static_cast<char>(c));
  for (const char c : others) set[static_cast<unsigned char>(c)] = true;
  return set;
}

/// RFC 3986, 2.3.
bool is_unreserved(char c) {
  static constexpr std::array<bool, 256> kSet = characters("-._~");
  return kSet[static_cast<unsigned char>(c)];
}

/// pchar of RFC 3986, 3.3, and the slash.
bool may_stand_in_path(char c) {
  static constexpr std::array<bool, 256> kSet = characters("-._~!$&'()*+,;=:@/");
  return kSet[static_cast<unsigned char>(c)];
}

void append_encoded(std::string& out, char c) {
  const auto byte = static_cast<unsigned char>(c);
  out += {'%', kHexDigits[byte >> 4], kHexDigits[byte & 15]};
}

std::string with_canonical_escapes(std::string_view path) {
  std::string out;
  out.reserve(path.size());
  for (std::size_t i = 0; i < path.size(); ++i) {
    if (path[i] != '%') {
      may_stand_in_path(path[i]) ? out.push_back(path[i]) : append_encoded(out, path[i]);
      continue;
    }
    const int octet = hex_octet(path.substr(i + 1));
    if (octet < 0) {
      append_encoded(out, '%');
      continue;
    }
    const char decoded = static_cast<char>(octet);
    is_unreserved(decoded) ? out.push_back(decoded) : append_encoded(out, decoded);
    i += 2;
  }
  return out;
}

/// RFC 3986, 5.2.4, for a path that begins with "/".
std::string without_dot_segments(std::string_view path) {
  std::string out;
  while (!path.empty()) {
    const std::size_t end = std::min(path.find('/', 1), path.size());
    const std::string_view segment = path.substr(0, end);
    const bool last = end == path.size();
    if (segment == "/." || segment == "/..") {
      if (segment == "/..") out.resize(out.empty() ? 0 : out.rfind('/'));
      if (last) out += '/';
    } else {
      out += segment;
    }
    path.remove_prefix(end);
  }
  return out.empty() ? "/" : out;
}

/// Dot segments go first, as in browsers: "/a//../b" is "/a/b" to them.
std::string without_empty_segments(std::string path) {
  const auto both_slashes = [](char a, char b) { return a == '/' && b == '/'; };
  path.erase(std::unique(path.begin(), path.end(), both_slashes), path.end());
  return path;
}

/// Most paths are.
bool is_canonical_path(std::string_view path) {
  char before = 'a';
  for (const char c : path) {
    if (!may_stand_in_path(c) || (before == '/' && (c == '/' || c == '.'))) return false;
    before = c;
  }
  return path.starts_with('/');
}

/// UTS 46, non-transitional.
std::optional<std::string> ascii_host(std::string_view host) {
  UErrorCode status = U_ZERO_ERROR;
  const std::unique_ptr<UIDNA, decltype(&uidna_close)> idna(
      uidna_openUTS46(UIDNA_NONTRANSITIONAL_TO_ASCII | UIDNA_NONTRANSITIONAL_TO_UNICODE, &status),
      &uidna_close);
  if (U_FAILURE(status)) return std::nullopt;
  std::array<char, 256> out{};
  UIDNAInfo info = UIDNA_INFO_INITIALIZER;
  const int length = uidna_nameToASCII_UTF8(idna.get(), host.data(), static_cast<int>(host.size()),
                                            out.data(), static_cast<int>(out.size()), &info, &status);
  if (U_FAILURE(status) || info.errors != 0) return std::nullopt;
  return std::string(out.data(), static_cast<std::size_t>(length));
}

struct HostAndPort {
  std::string_view host;
  std::string_view port;
};

std::optional<HostAndPort> split_authority(std::string_view authority) {
  if (const std::size_t at = authority.rfind('@'); at != std::string_view::npos)
    authority.remove_prefix(at + 1);
  std::size_t host_end = authority.find(':');
  if (authority.starts_with('[')) {
    const std::size_t close = authority.find(']');
    if (close == std::string_view::npos) return std::nullopt;
    host_end = close + 1 == authority.size() ? std::string_view::npos : close + 1;
  }
  if (host_end == std::string_view::npos) return HostAndPort{authority, {}};
  const std::string_view port = authority.substr(host_end + 1);
  if (authority[host_end] != ':' || !(port.empty() || is_port_number(port))) return std::nullopt;
  return HostAndPort{authority.substr(0, host_end), port};
}

bool is_ascii_host(std::string_view host) {
  if (host.starts_with('[')) {
    return host.size() > 4 &&
           host.substr(1, host.size() - 2).find_first_not_of("0123456789abcdef:.") == std::string_view::npos;
  }
  char before = '.';
  for (const char c : host) {
    if (!is_unreserved(c) || (c == '.' && before == '.')) return false;
    before = c;
  }
  return before != '.' && host.size() <= 253;
}

}  // namespace

std::string CanonicalTarget::text() const {
  return has_query ? path + "?" + query : path;
}

std::optional<CanonicalHost> canonical_host(std::string_view host) {
  const auto parts = split_authority(host);
  if (!parts) return std::nullopt;
  std::string site = lower_case(parts->host);
  if (std::any_of(site.begin(), site.end(), [](char c) { return static_cast<signed char>(c) < 0; })) {
    const auto ascii = ascii_host(site);
    if (!ascii) return std::nullopt;
    site = *ascii;
  }
  if (site.ends_with('.')) site.pop_back();
  if (site.empty() || !is_ascii_host(site)) return std::nullopt;
  return CanonicalHost{std::move(site), std::string(parts->port)};
}

std::optional<std::string> canonical_site(std::string_view host) {
  auto canonical = canonical_host(host);
  if (!canonical) return std::nullopt;
  return std::move(canonical->site);
}

std::string canonical_path(std::string_view path) {
  if (is_canonical_path(path)) return std::string(path);
  std::string escaped = with_canonical_escapes(path);
  if (!escaped.starts_with('/')) escaped.insert(escaped.begin(), '/');
  return without_empty_segments(without_dot_segments(escaped));
}

std::optional<CanonicalTarget> canonical_target(std::string_view target) {
  if (!target.starts_with('/')) return std::nullopt;
  target = target.substr(0, target.find('#'));
  const std::size_t question = target.find('?');
  CanonicalTarget out;
  out.path = canonical_path(target.substr(0, question));
  if (question != std::string_view::npos) {
    out.has_query = true;
    out.query = target.substr(question + 1);
  }
  return out;
}

std::optional<CanonicalUrl> canonical_url(std::string_view url) {
  const std::size_t scheme_end = url.find("://");
  if (scheme_end == std::string_view::npos) return std::nullopt;
  CanonicalUrl out;
  out.scheme = lower_case(url.substr(0, scheme_end));
  if (out.scheme != "http" && out.scheme != "https") return std::nullopt;
  const std::string_view rest = url.substr(scheme_end + 3);
  const std::size_t authority_end = std::min(rest.find_first_of("/?#"), rest.size());
  auto host = canonical_host(rest.substr(0, authority_end));
  if (!host) return std::nullopt;
  out.site = std::move(host->site);
  out.port = std::move(host->port);
  const std::string_view target = rest.substr(authority_end);
  const auto canonical =
      canonical_target(target.starts_with('/') ? std::string(target) : "/" + std::string(target));
  out.target = *canonical;
  return out;
}

}  // namespace caveat::rules
