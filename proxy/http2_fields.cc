#include "proxy/http2_fields.h"

#include <algorithm>
#include <array>
#include <utility>

#include "proxy/head_syntax.h"
#include "proxy/message_writer.h"
#include "proxy/timestamp.h"
#include "rules/ascii_case.h"

namespace caveat::proxy {
namespace {

/// What HPACK counts for each field besides its bytes (RFC 7541, 4.1).
constexpr std::size_t kFieldOverhead = 32;

/// RFC 9113, 8.2.2.
bool concerns_the_connection(std::string_view name) {
  constexpr std::array<std::string_view, 5> kNames = {"connection", "keep-alive", "proxy-connection",
                                                      "transfer-encoding", "upgrade"};
  return std::find(kNames.begin(), kNames.end(), name) != kNames.end();
}

}  // namespace

void Http2RequestFields::add(std::string_view name, std::string_view value) {
  bytes_ += name.size() + value.size() + kFieldOverhead;
  if (too_large()) return;
  if (name == ":method") {
    head_.method = value;
  } else if (name == ":path") {
    head_.target = value;
  } else if (name == ":authority") {
    authority_ = value;
  } else if (name == "cookie") {
    // RFC 9113, 8.2.3
    if (!cookies_.empty()) cookies_ += "; ";
    cookies_ += value;
  } else if (!name.starts_with(':')) {
    head_.fields.append(name, value);
  }
}

boost::system::result<IncomingRequest, MessageFlaw> Http2RequestFields::take(bool has_body) {
  const auto hosts = head_.fields.all("host");
  if (hosts.size() > 1) return MessageFlaw{"host"};
  if (authority_.empty() && !hosts.empty()) authority_ = hosts.front();
  if (!is_host(authority_) ||
      (!hosts.empty() && rules::lower_case(hosts.front()) != rules::lower_case(authority_)))
    return MessageFlaw{"host"};
  if (head_.target.find_first_of(" \t#") != std::string::npos) return MessageFlaw{"target"};
  for (const filter::FieldLine& line : head_.fields) {
    if (is_disguised_length(line.name)) return MessageFlaw{"disguised_length"};
  }
  head_.fields.set("Host", authority_);
  if (!cookies_.empty()) head_.fields.append("Cookie", cookies_);
  if (has_body && !head_.fields.contains("Content-Length"))
    head_.fields.append("Transfer-Encoding", "chunked");
  return IncomingRequest{
      .head = std::move(head_), .http_1_0 = false, .keep_alive = true, .has_body = has_body};
}

filter::FieldLines http2_response_fields(const filter::ResponseHead& head) {
  filter::FieldLines fields = {{":status", std::to_string(head.status)}};
  bool has_date = false;
  for (const filter::FieldLine& line : head.fields) {
    const std::string name = rules::lower_case(line.name);
    if (concerns_the_connection(name)) continue;
    if (head.status == 204 && name == "content-length") continue;
    has_date = has_date || name == "date";
    fields.append(name, line.value);
  }
  if (!has_date) fields.append("date", http_date_now());
  return fields;
}

filter::FieldLines http2_trailer_fields(const filter::FieldLines& fields) {
  filter::FieldLines trailers;
  for (const filter::FieldLine& line : passable_trailers(fields))
    trailers.append(rules::lower_case(line.name), line.value);
  return trailers;
}

}  // namespace caveat::proxy
