#include "proxy/captured_stream.h"

#include <utility>

#include "filter/media_type.h"
#include "proxy/reader_words.h"
#include "rules/path_readings.h"

namespace caveat::proxy {
namespace {

bool has_secrets(const filter::FieldLines& fields, bool wants_cookies) {
  return fields.contains("Authorization") || (!wants_cookies && fields.contains("Cookie"));
}

/// Without what follows a `?`: a redirect may hold what the reader typed.
std::string without_queries(std::string_view value) {
  std::string out;
  bool in_query = false;
  for (const char c : value) {
    if (c == '?') in_query = true;
    if (c == '>' || c == ',' || c == ';' || c == '#' || c == ' ' || c == '"') in_query = false;
    if (!in_query) out += c;
  }
  return out;
}

filter::ResponseHead kept_head(const filter::ResponseHead& head) {
  filter::ResponseHead kept = head;
  for (const std::string_view name :
       {"Set-Cookie", "Set-Cookie2", "Content-Length", "Transfer-Encoding", "Connection"})
    kept.fields.remove(name);
  for (const std::string_view name : {"Location", "Content-Location", "Refresh", "Link"}) {
    if (!kept.fields.contains(name)) continue;
    const std::string value = without_queries(kept.fields.combined(name));
    kept.fields.set(name, value);
  }
  return kept;
}

/// What rules can have something to say about.
bool is_page(const filter::ResponseHead& head) {
  const auto type = filter::media_type_of(head.fields.combined("Content-Type"));
  if (!type) return true;
  return filter::is_html(type->essence) || filter::is_xhtml(type->essence) ||
         type->essence.ends_with("+xml") || type->essence == "application/json";
}

}  // namespace

CapturedStream::CapturedStream(filter::CaptureSink* sink, ResponseStream& reader,
                               const AddressedRequest& request)
    : sink_(sink), reader_(reader) {
  if (sink_ == nullptr || has_secrets(request.message.head.fields, sink_->wants_readers_with_cookies()))
    return;
  const bool is_read = request.message.head.method == "GET" && request.upgrade.empty();
  if (!is_read || !reader_would_be_found(request) || !sink_->wants_next()) return;
  response_ = std::make_unique<filter::CapturedResponse>();
  response_->url = (request.arrival.encrypted ? "https://" : "http://") + request.host;
  response_->reader_words = reader_words(request);
}

void CapturedStream::head(const filter::ResponseHead& head) {
  reader_.head(head);
  keeps_body_ = is_page(head);
  if (keeps_body_) response_->head = kept_head(head);
}

void CapturedStream::body(std::string_view bytes) {
  keep(bytes);
  reader_.body(bytes);
}

boost::asio::awaitable<boost::system::error_code> CapturedStream::relay(
    std::span<const std::string_view> pieces, bool is_last) {
  for (const std::string_view piece : pieces) keep(piece);
  return reader_.relay(pieces, is_last);
}

/// What goes past us cannot be kept.
Wire* CapturedStream::spliceable(std::uint64_t bytes) {
  return keeps_body_ ? nullptr : reader_.spliceable(bytes);
}

void CapturedStream::keep(std::string_view bytes) {
  if (!keeps_body_) return;
  const std::size_t room = sink_->most_body_bytes() - response_->body.size();
  response_->body += bytes.substr(0, room);
  if (bytes.size() > room) response_->is_truncated = true;
}

void CapturedStream::finish(filter::Record record) {
  if (!keeps_body_) return;
  if (record.ending == filter::Ending::aborted) response_->is_truncated = true;
  // What follows a semicolon may be a session.
  response_->url.append(record.path, 0, rules::parameters_begin(record.path));
  response_->record = std::move(record);
  sink_->captured(*std::move(response_));
  keeps_body_ = false;
}

}  // namespace caveat::proxy
