#include "proxy/message_writer.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <span>
#include <utility>

#include "proxy/cgi_names.h"
#include "proxy/timestamp.h"
#include "rules/ascii_case.h"

namespace caveat::proxy {
namespace {

constexpr std::array<std::pair<int, std::string_view>, 47> kReasons = {{
    {100, "Continue"},
    {101, "Switching Protocols"},
    {200, "OK"},
    {201, "Created"},
    {202, "Accepted"},
    {203, "Non-Authoritative Information"},
    {204, "No Content"},
    {205, "Reset Content"},
    {206, "Partial Content"},
    {300, "Multiple Choices"},
    {301, "Moved Permanently"},
    {302, "Found"},
    {303, "See Other"},
    {304, "Not Modified"},
    {307, "Temporary Redirect"},
    {308, "Permanent Redirect"},
    {400, "Bad Request"},
    {401, "Unauthorized"},
    {402, "Payment Required"},
    {403, "Forbidden"},
    {404, "Not Found"},
    {405, "Method Not Allowed"},
    {406, "Not Acceptable"},
    {408, "Request Timeout"},
    {409, "Conflict"},
    {410, "Gone"},
    {411, "Length Required"},
    {412, "Precondition Failed"},
    {413, "Content Too Large"},
    {414, "URI Too Long"},
    {415, "Unsupported Media Type"},
    {416, "Range Not Satisfiable"},
    {417, "Expectation Failed"},
    {421, "Misdirected Request"},
    {422, "Unprocessable Content"},
    {425, "Too Early"},
    {426, "Upgrade Required"},
    {428, "Precondition Required"},
    {429, "Too Many Requests"},
    {431, "Request Header Fields Too Large"},
    {451, "Unavailable For Legal Reasons"},
    {500, "Internal Server Error"},
    {501, "Not Implemented"},
    {502, "Bad Gateway"},
    {503, "Service Unavailable"},
    {504, "Gateway Timeout"},
    {505, "HTTP Version Not Supported"},
}};

/// Fields whose place the framing of this connection takes; the last of a response that has no body only.
constexpr std::array<filter::FieldName, 4> kReplaced = {"Connection", "Keep-Alive", "Transfer-Encoding",
                                                        "Content-Length"};

std::span<const filter::FieldName> replaced_in(const filter::ResponseHead& head) {
  return std::span(kReplaced).first(head.status == 204 ? kReplaced.size() : kReplaced.size() - 1);
}

constexpr std::array<std::string_view, 43> kNeverTrail = {"accept-encoding",
                                                          "age",
                                                          "alt-svc",
                                                          "authorization",
                                                          "cache-control",
                                                          "connection",
                                                          "content-encoding",
                                                          "content-length",
                                                          "content-location",
                                                          "content-range",
                                                          "content-type",
                                                          "cookie",
                                                          "date",
                                                          "etag",
                                                          "expect",
                                                          "expires",
                                                          "forwarded",
                                                          "host",
                                                          "if-match",
                                                          "if-modified-since",
                                                          "if-none-match",
                                                          "if-range",
                                                          "if-unmodified-since",
                                                          "keep-alive",
                                                          "last-modified",
                                                          "location",
                                                          "max-forwards",
                                                          "pragma",
                                                          "proxy-authenticate",
                                                          "proxy-authorization",
                                                          "proxy-connection",
                                                          "range",
                                                          "retry-after",
                                                          "set-cookie",
                                                          "te",
                                                          "trailer",
                                                          "transfer-encoding",
                                                          "upgrade",
                                                          "vary",
                                                          "via",
                                                          "x-original-url",
                                                          "x-real-ip",
                                                          "x-rewrite-url"};

bool may_trail(std::string_view name) {
  constexpr std::string_view kForwarding = "x-forwarded-";
  const bool is_ours = rules::equal_ignoring_case(name.substr(0, kForwarding.size()), kForwarding);
  return !is_ours && !passes_for_another_in_cgi(name) &&
         std::none_of(kNeverTrail.begin(), kNeverTrail.end(),
                      [&](std::string_view never) { return rules::equal_ignoring_case(name, never); });
}

constexpr std::size_t kUsualHead = 1024;
constexpr std::string_view kVersion = "HTTP/1.1";
constexpr std::string_view kSpace = " ";
constexpr std::string_view kColon = ": ";
constexpr std::string_view kLineEnd = "\r\n";

void append_field(std::string& out, std::string_view name, std::string_view value) {
  out.append(name).append(kColon).append(value).append(kLineEnd);
}

}  // namespace

void append_request_head(std::string& out, const filter::RequestHead& head) {
  out.reserve(kUsualHead);
  out.append(head.method).append(kSpace).append(head.target).append(kSpace).append(kVersion).append(kLineEnd);
  head.fields.append_to(out);
  out.append(kLineEnd);
}

void append_response_head(std::string& out, const filter::ResponseHead& head, BodyFraming framing,
                          std::string_view connection) {
  out.reserve(kUsualHead);
  out.append(kVersion).append(kSpace).append(std::to_string(head.status)).append(kSpace);
  out.append(head.reason.empty() ? reason_phrase(head.status) : std::string_view(head.reason))
      .append(kLineEnd);
  const auto replaced = replaced_in(head);
  const auto has = [&](filter::FieldName name) { return head.fields.contains(name); };
  if (std::any_of(replaced.begin(), replaced.end(), has)) {
    filter::FieldLines others = head.fields;
    others.remove(replaced);
    others.append_to(out);
  } else {
    head.fields.append_to(out);
  }
  if (!head.fields.contains("Date")) append_field(out, "Date", http_date_now());
  if (framing == BodyFraming::chunked) append_field(out, "Transfer-Encoding", "chunked");
  if (!connection.empty()) append_field(out, "Connection", connection);
  out.append(kLineEnd);
}

void append_chunk_size(std::string& out, std::size_t size) {
  std::array<char, 16> digits{};
  const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), size, 16).ptr;
  out.append(digits.data(), end).append(kLineEnd);
}

void append_last_chunk(std::string& out, std::string_view trailers) {
  out.append("0").append(kLineEnd).append(trailers).append(kLineEnd);
}

filter::FieldLines passable_trailers(const filter::FieldLines& fields) {
  filter::FieldLines passable;
  for (const filter::FieldLine& line : fields) {
    if (may_trail(line.name)) passable.append(line.name, line.value);
  }
  return passable;
}

std::string trailer_section(const filter::FieldLines& fields) {
  std::string lines;
  for (const filter::FieldLine& line : fields) {
    if (may_trail(line.name)) append_field(lines, line.name, line.value);
  }
  return lines;
}

std::string_view reason_phrase(int status) {
  const auto found = std::lower_bound(kReasons.begin(), kReasons.end(), status,
                                      [](const auto& entry, int wanted) { return entry.first < wanted; });
  return found != kReasons.end() && found->first == status ? found->second : std::string_view();
}

}  // namespace caveat::proxy
