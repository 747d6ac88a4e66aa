#include "audit/formats/har_entry.h"

#include <array>
#include <filesystem>
#include <utility>

#include "audit/formats/mirrored_url.h"
#include "audit/formats/warc_header.h"
#include "filter/content_coding.h"
#include "filter/media_type.h"

namespace caveat::audit {
namespace {

constexpr int kNone = -1;

/// RFC 4648, 4 and 5.
int base64_value(char c) {
  if (c >= 'A' && c <= 'Z') return c - 'A';
  if (c >= 'a' && c <= 'z') return c - 'a' + 26;
  if (c >= '0' && c <= '9') return c - '0' + 52;
  if (c == '+' || c == '-') return 62;
  return c == '/' || c == '_' ? 63 : kNone;
}

/// nullopt if `text` is no base64; white space does not count.
std::optional<std::string> decode_base64(std::string_view text) {
  std::string bytes;
  bytes.reserve(text.size() / 4 * 3);
  std::uint32_t waiting = 0;
  unsigned bits = 0;
  bool ended = false;
  for (const char c : text) {
    if (c == '\r' || c == '\n' || c == ' ') continue;
    ended = ended || c == '=';
    if (c == '=') continue;
    const int value = base64_value(c);
    if (value == kNone || ended) return std::nullopt;
    waiting = (waiting << 6 | static_cast<std::uint32_t>(value)) & 0x3fff;
    bits += 6;
    if (bits < 8) continue;
    bits -= 8;
    bytes += static_cast<char>(waiting >> bits & 0xff);
  }
  return bytes;
}

bool never_has_body(const HarEntry& entry) {
  return entry.method == "HEAD" || (entry.status >= 100 && entry.status < 200) || entry.status == 204 ||
         entry.status == 304;
}

bool is_known_to_be_empty(const HarEntry& entry) {
  // Playwright leaves the size open where a redirect has nothing in it.
  const auto stated = filter::content_length(entry.fields);
  return entry.body_size <= 0 && stated.value_or(0) == 0 &&
         (entry.content_size == 0 || (entry.content_size < 0 && stated));
}

/// What was Unicode in the browser is written as UTF-8, whatever the site sent.
void state_utf8(filter::FieldLines& fields) {
  const auto type = filter::media_type_of(fields.combined("Content-Type"));
  if (type) fields.set("Content-Type", type->essence + "; charset=utf-8");
}

bool is_still_coded(const filter::FieldLines& fields, std::string_view body) {
  const auto coding = filter::content_coding_of(fields.combined("Content-Encoding"));
  return coding == filter::ContentCoding::gzip && body.starts_with("\x1f\x8b");
}

/// Whether content was taken out, as people do before they pass a HAR on. The stated size is that of the
/// bytes that came: as UTF-8 text has at least half as many, out of UTF-16.
bool is_shorter_than_stated(const HarEntry& entry, std::size_t bytes, bool is_exact) {
  const std::int64_t at_least = is_exact ? entry.content_size : entry.content_size / 2;
  return !entry.text_is_cut && static_cast<std::int64_t>(bytes) < at_least;
}

/// Whether nobody who asked so would have shown the answer as a page.
bool is_subresource(const HarEntry& entry) {
  if (!entry.resource_type.empty()) return entry.resource_type != "document";
  const std::string accepted = entry.request_fields.combined("Accept");
  if (!accepted.empty() && accepted.find("text/html") == std::string::npos) return true;
  const std::string_view url = entry.url;
  const std::string_view path = url.substr(0, url.find_first_of("?#"));
  return kind_of_name(std::filesystem::path(path)) == MirroredName::other;
}

void set_body(HarExchange& made, HarEntry& entry) {
  ArchivedExchange& exchange = made.exchange;
  const bool is_base64 = !entry.text_is_bytes && entry.encoding == "base64";
  const bool is_text = !is_base64 && !entry.text_is_bytes;
  auto bytes = is_base64 ? decode_base64(*entry.text) : std::move(entry.text);
  if (!bytes || (!entry.encoding.empty() && is_text)) {
    exchange.body = ArchivedBody::absent;
    exchange.body_flaw = "the encoding of its content cannot be undone";
    return;
  }
  made.body = *std::move(bytes);
  if (is_text) state_utf8(exchange.head.fields);
  if (!is_still_coded(exchange.head.fields, made.body)) exchange.head.fields.remove("Content-Encoding");
  const bool is_short = is_shorter_than_stated(entry, made.body.size(), !is_text);
  if (!entry.text_is_cut && !is_short) return;
  exchange.body = ArchivedBody::truncated;
  exchange.body_flaw = is_short ? "its content is shorter than the HAR says"
                                : "its content is larger than can be read out of a HAR";
}

}  // namespace

HarExchange exchange_of(HarEntry entry) {
  HarExchange made;
  ArchivedExchange& exchange = made.exchange;
  const bool no_page = is_subresource(entry);
  exchange.url = std::move(entry.url);
  if (!entry.method.empty()) exchange.method = entry.method;
  exchange.time = parse_archived_time(entry.started);
  exchange.request_fields = std::move(entry.request_fields);
  exchange.head.status = entry.status;
  exchange.head.reason = std::move(entry.reason);
  const bool is_empty = never_has_body(entry) || is_known_to_be_empty(entry);
  exchange.head.fields = std::move(entry.fields);
  exchange.head.fields.remove("Transfer-Encoding");
  exchange.head.fields.remove("Content-Length");
  if (!exchange.head.fields.contains("Content-Type") && !entry.media_type.empty())
    exchange.head.fields.append("Content-Type", entry.media_type);
  if (!entry.has_response || entry.status == 0) {
    exchange.body = ArchivedBody::no_answer;
    if (no_page) exchange.head.fields.set("Content-Type", "application/octet-stream");
    exchange.body_flaw = entry.has_response ? "its status is 0: the request was blocked, broken off or failed"
                                            : "the entry has no response";
  } else if (entry.text && (!entry.text->empty() || is_empty)) {
    set_body(made, entry);
  } else if (!is_empty) {
    exchange.body = ArchivedBody::absent;
    exchange.body_flaw = entry.file_fault.empty() ? "the HAR has no content for it" : entry.file_fault;
  }
  return made;
}

}  // namespace caveat::audit
