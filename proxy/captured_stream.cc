#include "proxy/captured_stream.h"

#include <algorithm>
#include <utility>

#include "filter/media_type.h"
#include "rules/hex_digit.h"
#include "rules/markup_reference.h"

namespace caveat::proxy {
namespace {

/// What stands on every other page anyway is nobody's secret.
constexpr std::size_t kShortestWord = 6;

void add_word(std::vector<std::string>& words, std::string_view word) {
  if (word.size() >= kShortestWord) words.emplace_back(word);
}

/// A value of a query as the reader typed it (URL standard, 5.1).
std::string decoded(std::string_view value) {
  std::string out;
  for (std::size_t i = 0; i < value.size(); ++i) {
    const int octet = value[i] == '%' ? rules::hex_octet(value.substr(i + 1)) : -1;
    if (octet >= 0) {
      out += static_cast<char>(octet);
      i += 2;
    } else {
      out += value[i] == '+' ? ' ' : value[i];
    }
  }
  return out;
}

/// What stands in the pairs of a query, as it was sent; of a pair without '=', all of it.
std::vector<std::string_view> query_values(std::string_view query) {
  std::vector<std::string_view> values;
  while (!query.empty()) {
    const std::size_t end = std::min(query.find('&'), query.size());
    const std::string_view pair = query.substr(0, end);
    query.remove_prefix(std::min(end + 1, query.size()));
    const std::size_t equals = pair.find('=');
    values.push_back(equals == std::string_view::npos ? pair : pair.substr(equals + 1));
  }
  return values;
}

/// Whether a page that says it says it in these bytes: a short word stands anywhere, and what is no plain
/// ASCII may stand there escaped, or in the page's charset.
bool would_be_found(std::string_view value) {
  const bool is_plain = std::ranges::all_of(value, [](char c) {
    return c >= ' ' && c < 0x7F && rules::markup_reference(static_cast<char32_t>(c)).empty();
  });
  return value.empty() || (value.size() >= kShortestWord && is_plain);
}

bool query_would_be_found(std::string_view query) {
  return std::ranges::all_of(query_values(query),
                             [](std::string_view value) { return would_be_found(decoded(value)); });
}

/// Of a query as a whole and of each of its values.
void add_query_words(std::vector<std::string>& words, std::string_view query) {
  add_word(words, query);
  for (const std::string_view value : query_values(query)) {
    add_word(words, value);
    add_word(words, decoded(value));
  }
}

std::vector<std::string> reader_words(const AddressedRequest& request) {
  std::vector<std::string> words;
  if (request.reader) add_word(words, request.reader->to_string());
  add_query_words(words, request.target.query);
  const std::size_t parameters = request.target.path.find(';');
  if (parameters != std::string::npos) add_word(words, request.target.path.substr(parameters + 1));
  const filter::FieldLines& fields = request.message.head.fields;
  for (const std::string_view name : {"User-Agent", "Referer", "Cookie"}) {
    if (const auto value = fields.first(name)) add_word(words, *value);
  }
  return words;
}

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
  if (!is_read || !query_would_be_found(request.target.query) || !sink_->wants_next()) return;
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
  response_->url.append(record.path, 0, record.path.find(';'));
  response_->record = std::move(record);
  sink_->captured(*std::move(response_));
  keeps_body_ = false;
}

}  // namespace caveat::proxy
