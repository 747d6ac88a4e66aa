#include "proxy/plain_head.h"

#include <string_view>
#include <utility>

#include "rules/ascii_case.h"

namespace caveat::proxy {
namespace {

/// What the fields say of the message.
struct Terms {
  std::optional<std::uint64_t> length;
  bool close = false;
  bool keep_alive = false;
};

/// nullopt: for Beast.
std::optional<Terms> terms_of(const HeadParts& parts) {
  if (parts.folded || parts.chunked) return std::nullopt;
  const filter::FieldLines& fields = parts.fields;
  if (fields.contains("Proxy-Connection") || fields.count("Connection") > 1) return std::nullopt;
  Terms terms;
  if (const auto connection = fields.first("Connection")) {
    terms.close = rules::equal_ignoring_case(*connection, "close");
    terms.keep_alive = rules::equal_ignoring_case(*connection, "keep-alive");
    if (!terms.close && !terms.keep_alive) return std::nullopt;
  }
  if (fields.contains("Content-Length")) {
    terms.length = filter::content_length(fields);
    if (!terms.length) return std::nullopt;
  }
  return terms;
}

bool persists(const Terms& terms, bool http_1_0) {
  return http_1_0 ? terms.keep_alive : !terms.close;
}

PlainBody body_of(std::uint64_t length) {
  return {.end = length > 0 ? PlainBody::End::length : PlainBody::End::none, .length = length};
}

struct StatusLine {
  bool http_1_0 = false;
  int status = 0;
  std::string_view reason;
};

std::optional<StatusLine> status_line(std::string_view line) {
  constexpr std::string_view kVersion = "HTTP/1.";
  const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
  if (line.size() < 13 || !line.starts_with(kVersion) || (line[7] != '0' && line[7] != '1'))
    return std::nullopt;
  if (line[8] != ' ' || !is_digit(line[9]) || !is_digit(line[10]) || !is_digit(line[11]) || line[12] != ' ')
    return std::nullopt;
  return StatusLine{.http_1_0 = line[7] == '0',
                    .status = (line[9] - '0') * 100 + (line[10] - '0') * 10 + (line[11] - '0'),
                    .reason = line.substr(13)};
}

}  // namespace

std::optional<PlainBody> take_plain_request(HeadParts& parts, IncomingRequest& request) {
  const auto terms = terms_of(parts);
  if (!terms) return std::nullopt;
  const std::string_view line = parts.start_line;
  const std::size_t first = line.find(' ');
  const std::size_t last = line.rfind(' ');
  request.head.method = line.substr(0, first);
  request.head.target = line.substr(first + 1, last - first - 1);
  request.head.fields = std::move(parts.fields);
  request.http_1_0 = line.ends_with('0');
  request.keep_alive = persists(*terms, request.http_1_0);
  const PlainBody body = body_of(terms->length.value_or(0));
  request.has_body = body.end != PlainBody::End::none;
  return body;
}

std::optional<PlainBody> take_plain_response(HeadParts& parts, bool to_head, IncomingResponse& response) {
  const auto terms = terms_of(parts);
  const auto line = status_line(parts.start_line);
  if (!terms || !line) return std::nullopt;
  response.head.status = line->status;
  response.head.reason = line->reason;
  response.head.fields = std::move(parts.fields);
  PlainBody body;
  if (!to_head && line->status / 100 != 1 && line->status != 204 && line->status != 304) {
    body = terms->length ? body_of(*terms->length) : PlainBody{.end = PlainBody::End::at_close, .length = 0};
  }
  response.has_body = body.end != PlainBody::End::none;
  response.ends_at_close = body.end == PlainBody::End::at_close;
  response.keep_alive = persists(*terms, line->http_1_0) && !response.ends_at_close;
  return body;
}

}  // namespace caveat::proxy
