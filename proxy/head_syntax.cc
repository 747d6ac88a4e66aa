#include "proxy/head_syntax.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>

#include "filter/field_list.h"

namespace caveat::proxy {
namespace {

using Flaw = std::optional<std::string_view>;

constexpr bool is_alnum(char c) {
  return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

constexpr std::array<bool, 256> characters(std::string_view others) {
  std::array<bool, 256> set{};
  for (int c = 0; c < 256; ++c) set[static_cast<std::size_t>(c)] = is_alnum(static_cast<char>(c));
  for (const char c : others) set[static_cast<unsigned char>(c)] = true;
  return set;
}

constexpr auto kToken = characters("!#$%&'*+-.^_`|~");
constexpr auto kHost = characters("-._~%!$&'()*+,;=");

bool is_in(const std::array<bool, 256>& set, char c) {
  return set[static_cast<unsigned char>(c)];
}

bool is_token(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) { return is_in(kToken, c); });
}

bool is_number(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

bool is_control(char c) {
  return (static_cast<unsigned char>(c) < 0x20 && c != '\t') || c == 0x7f;
}

/// Eight characters at once: most lines hold neither control characters nor a tab.
bool has_control(std::string_view line) {
  constexpr std::uint64_t kEach = 0x0101010101010101;
  std::uint64_t suspicious = 0;
  std::size_t at = 0;
  for (; at + sizeof(std::uint64_t) <= line.size(); at += sizeof(std::uint64_t)) {
    std::uint64_t eight = 0;
    std::memcpy(&eight, line.data() + at, sizeof(eight));
    const std::uint64_t of_delete = eight ^ (kEach * 0x7f);
    suspicious |= ((eight - kEach * 0x20) & ~eight) | ((of_delete - kEach) & ~of_delete);
  }
  if ((suspicious & (kEach * 0x80)) != 0) at = 0;
  return std::any_of(line.begin() + static_cast<std::ptrdiff_t>(at), line.end(), is_control);
}

/// Whether `name` is `lower`, without case.
bool names(std::string_view name, std::string_view lower) {
  return std::equal(name.begin(), name.end(), lower.begin(), lower.end(),
                    [](char a, char b) { return (a >= 'A' && a <= 'Z' ? a + ('a' - 'A') : a) == b; });
}

/// Whether `name` becomes `lower` where an application server turns `-` and the like into `_`.
bool looks_like(std::string_view name, std::string_view lower) {
  if (name.size() != lower.size() || names(name, lower)) return false;
  return std::equal(name.begin(), name.end(), lower.begin(), [](char a, char b) {
    if (b == '-') return !is_alnum(a);
    return (a >= 'A' && a <= 'Z' ? a + ('a' - 'A') : a) == b;
  });
}

/// What the field lines say about where the body ends, and for whom the message is.
struct Framing {
  int transfer_encodings = 0;
  int content_lengths = 0;
  int hosts = 0;
};

/// Takes the next line off `rest`, without its CRLF; sets `flaw` where the line's end or a character is bad.
std::string_view take_line(std::string_view& rest, Flaw& flaw) {
  const std::size_t end = rest.find('\n');
  if (end == std::string_view::npos || end == 0 || rest[end - 1] != '\r') {
    flaw = "line_end";
    rest = {};
    return {};
  }
  const std::string_view line = rest.substr(0, end - 1);
  rest.remove_prefix(end + 1);
  if (has_control(line)) flaw = "control_character";
  return line;
}

Flaw flaw_of_request_line(std::string_view line, bool& http_1_0) {
  const std::size_t first = line.find(' ');
  const std::size_t last = line.rfind(' ');
  if (first == std::string_view::npos || first == last) return "request_line";
  const std::string_view target = line.substr(first + 1, last - first - 1);
  const std::string_view version = line.substr(last + 1);
  if (!is_token(line.substr(0, first))) return "method";
  if (target.empty() || target.find_first_of(" \t") != std::string_view::npos) return "target";
  http_1_0 = version == "HTTP/1.0";
  return http_1_0 || version == "HTTP/1.1" ? Flaw() : "version";
}

Flaw flaw_of_field(std::string_view name, std::string_view value, Framing& framing) {
  if (names(name, "transfer-encoding")) {
    ++framing.transfer_encodings;
    if (!names(value, "chunked")) return "transfer_encoding";
  } else if (names(name, "content-length")) {
    ++framing.content_lengths;
    if (!is_number(value)) return "content_length";
  } else if (names(name, "host")) {
    ++framing.hosts;
    if (!is_host(value)) return "host";
  } else if (is_disguised_length(name)) {
    return "disguised_length";
  }
  return std::nullopt;
}

/// `may_fold`: lines that begin with white space go on with the field before.
Flaw flaw_of_fields(std::string_view rest, bool may_fold, Framing& framing, HeadParts& parts) {
  for (bool first = true; !rest.empty(); first = false) {
    Flaw flaw;
    const std::string_view line = take_line(rest, flaw);
    if (flaw) return flaw;
    if (line.empty()) return rest.empty() ? Flaw() : "line_end";
    if (line.front() == ' ' || line.front() == '\t') {
      if (!may_fold || first) return "folded_line";
      parts.folded = true;
      continue;
    }
    const std::size_t colon = line.find(':');
    if (colon == std::string_view::npos || !is_token(line.substr(0, colon))) return "field_name";
    const std::string_view name = line.substr(0, colon);
    const std::string_view value = filter::trim_ows(line.substr(colon + 1));
    flaw = flaw_of_field(name, value, framing);
    if (flaw) return flaw;
    parts.fields.append(name, value);
  }
  return "line_end";
}

}  // namespace

bool is_disguised_length(std::string_view name) {
  return looks_like(name, "transfer-encoding") || looks_like(name, "content-length");
}

bool is_host(std::string_view text) {
  std::string_view host = text;
  std::string_view port;
  if (text.starts_with('[')) {
    const std::size_t close = text.find(']');
    if (close == std::string_view::npos) return false;
    host = text.substr(1, close - 1);
    port = text.substr(close + 1);
    if (host.find_first_not_of("0123456789abcdefABCDEF:.") != std::string_view::npos) return false;
  } else {
    const std::size_t colon = text.find(':');
    host = text.substr(0, colon);
    port = colon == std::string_view::npos ? std::string_view() : text.substr(colon);
    // A comma may stand in a reg-name, but two Host fields that somebody joined look just like it.
    const auto is_bad = [](char c) { return !is_in(kHost, c) || c == ','; };
    if (std::any_of(host.begin(), host.end(), is_bad)) return false;
  }
  if (host.empty()) return false;
  return port.empty() ||
         (port.size() <= 6 && port.front() == ':' && (port.size() == 1 || is_number(port.substr(1))));
}

std::optional<std::string_view> flaw_of_request_head(std::string_view head) {
  HeadParts parts;
  return flaw_of_request_head(head, parts);
}

std::optional<std::string_view> flaw_of_response_head(std::string_view head) {
  HeadParts parts;
  return flaw_of_response_head(head, parts);
}

std::optional<std::string_view> flaw_of_request_head(std::string_view head, HeadParts& parts) {
  Flaw flaw;
  parts.start_line = take_line(head, flaw);
  if (flaw) return flaw;
  bool http_1_0 = false;
  flaw = flaw_of_request_line(parts.start_line, http_1_0);
  if (flaw) return flaw;
  Framing framing;
  flaw = flaw_of_fields(head, false, framing, parts);
  if (flaw) return flaw;
  parts.chunked = framing.transfer_encodings > 0;
  if (framing.transfer_encodings > 1 || framing.content_lengths > 1) return "two_lengths";
  if (framing.transfer_encodings + framing.content_lengths > 1) return "two_lengths";
  if (framing.transfer_encodings > 0 && http_1_0) return "transfer_encoding";
  if (framing.hosts > 1 || (framing.hosts == 0 && !http_1_0)) return "host";
  return std::nullopt;
}

std::optional<std::string_view> flaw_of_response_head(std::string_view head, HeadParts& parts) {
  Flaw flaw;
  parts.start_line = take_line(head, flaw);
  if (flaw) return flaw;
  Framing framing;
  flaw = flaw_of_fields(head, true, framing, parts);
  if (flaw) return flaw;
  parts.chunked = framing.transfer_encodings > 0;
  if (framing.transfer_encodings > 1 || framing.content_lengths > 1) return "two_lengths";
  if (framing.transfer_encodings + framing.content_lengths > 1) return "two_lengths";
  return std::nullopt;
}

}  // namespace caveat::proxy
