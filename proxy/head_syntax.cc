#include "proxy/head_syntax.h"

#include <algorithm>
#include <array>
#include <bit>
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

constexpr std::string_view kHostName = "host";
constexpr std::string_view kContentLength = "content-length";
constexpr std::string_view kTransferEncoding = "transfer-encoding";

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

/// Where the first control character from `at` on stands, a tab not counted; the size of `text` if there is
/// none.
std::size_t find_control(std::string_view text, std::size_t at) {
  // Eight characters at once. What stands behind the first that is found may be taken for one, too.
  if constexpr (std::endian::native == std::endian::little) {
    constexpr std::uint64_t kEach = 0x0101010101010101;
    while (at + sizeof(std::uint64_t) <= text.size()) {
      std::uint64_t eight = 0;
      std::memcpy(&eight, text.data() + at, sizeof(eight));
      const std::uint64_t of_delete = eight ^ (kEach * 0x7f);
      const std::uint64_t found =
          (((eight - kEach * 0x20) & ~eight) | ((of_delete - kEach) & ~of_delete)) & (kEach * 0x80);
      at += found == 0 ? sizeof(eight) : static_cast<std::size_t>(std::countr_zero(found)) / 8;
      if (found == 0) continue;
      if (text[at] != '\t') return at;
      ++at;
    }
  }
  while (at < text.size() && !is_control(text[at])) ++at;
  return at;
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

/// Where the CRLF is that ends the line which `at` stands in; sets `flaw` where another control character
/// comes first, or none at all.
std::size_t line_end(std::string_view text, std::size_t at, Flaw& flaw) {
  const std::size_t end = find_control(text, at);
  const bool is_last = end + 1 >= text.size();
  if (is_last || text[end] == '\n') {
    flaw = "line_end";
  } else if (text[end] != '\r' || text[end + 1] != '\n') {
    flaw = "control_character";
  }
  return end;
}

/// Takes the first line off `rest`, without its CRLF.
std::string_view take_line(std::string_view& rest, Flaw& flaw) {
  const std::size_t end = line_end(rest, 0, flaw);
  if (flaw) return {};
  const std::string_view line = rest.substr(0, end);
  rest.remove_prefix(end + 2);
  return line;
}

Flaw flaw_of_request_line(std::string_view line, bool& http_1_0) {
  const std::size_t first = line.find(' ');
  const std::size_t last = line.rfind(' ');
  if (first == std::string_view::npos || first == last) return "request_line";
  const std::string_view target = line.substr(first + 1, last - first - 1);
  const std::string_view version = line.substr(last + 1);
  if (!is_token(line.substr(0, first))) return "method";
  if (target.empty() || target.find(' ') != std::string_view::npos ||
      target.find('\t') != std::string_view::npos)
    return "target";
  http_1_0 = version == "HTTP/1.0";
  return http_1_0 || version == "HTTP/1.1" ? Flaw() : "version";
}

Flaw flaw_of_field(std::string_view name, std::string_view value, Framing& framing) {
  switch (name.size()) {
    case kHostName.size():
      if (!names(name, kHostName)) return std::nullopt;
      ++framing.hosts;
      return is_host(value) ? Flaw() : "host";
    case kContentLength.size():
      if (!names(name, kContentLength)) break;
      ++framing.content_lengths;
      return is_number(value) ? Flaw() : "content_length";
    case kTransferEncoding.size():
      if (!names(name, kTransferEncoding)) break;
      ++framing.transfer_encodings;
      return names(value, "chunked") ? Flaw() : "transfer_encoding";
    default:
      return std::nullopt;
  }
  return is_disguised_length(name) ? "disguised_length" : Flaw();
}

/// `may_fold`: lines that begin with white space go on with the field before.
Flaw flaw_of_fields(std::string_view section, bool may_fold, Framing& framing, HeadParts& parts) {
  parts.fields.hold(section);
  for (std::size_t at = 0, end = 0; at < section.size(); at = end + 2) {
    Flaw flaw;
    std::size_t colon = at;
    while (colon < section.size() && is_in(kToken, section[colon])) ++colon;
    if (colon == at || colon == section.size() || section[colon] != ':') {
      end = line_end(section, at, flaw);
      if (flaw) return flaw;
      if (end == at) return end + 2 == section.size() ? Flaw() : "line_end";
      if (section[at] != ' ' && section[at] != '\t') return "field_name";
      if (!may_fold || at == 0) return "folded_line";
      parts.folded = true;
      continue;
    }
    end = line_end(section, colon + 1, flaw);
    if (flaw) return flaw;
    const std::string_view name = section.substr(at, colon - at);
    const std::string_view value = filter::trim_ows(section.substr(colon + 1, end - colon - 1));
    flaw = flaw_of_field(name, value, framing);
    if (flaw) return flaw;
    parts.fields.append_held(section, name, value);
  }
  return "line_end";
}

}  // namespace

bool is_disguised_length(std::string_view name) {
  return looks_like(name, kTransferEncoding) || looks_like(name, kContentLength);
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
