#include "proxy/message_reader.h"

#include <algorithm>
#include <boost/beast/http/basic_parser.hpp>
#include <boost/optional.hpp>
#include <cstdint>
#include <optional>

#include "proxy/head_syntax.h"

namespace caveat::proxy {
namespace {

namespace http = boost::beast::http;
using boost::beast::string_view;
using boost::system::error_code;

std::string_view view(string_view text) {
  return {text.data(), text.size()};
}

/// A chunk extension that two parsers could read in two ways: white space before it, control characters.
bool is_odd_extension(string_view extensions) {
  if (!extensions.empty() && extensions.front() != ';') return true;
  for (const char c : extensions) {
    if (static_cast<unsigned char>(c) < 0x20 || c == 0x7f) return true;
  }
  return false;
}

/// Collects what Beast's parser finds; `Head` is a filter::RequestHead or a filter::ResponseHead.
template <bool is_request, class Head>
class Parser final : public http::basic_parser<is_request> {
 public:
  explicit Parser(Head& head) : head_(&head) {
    this->body_limit(boost::none);
    this->eager(true);
  }

  /// Where the next pieces of content go.
  void collect(std::vector<std::string_view>& content) { content_ = &content; }
  const filter::FieldLines& trailers() const {
    static const filter::FieldLines kNone;
    return trailer_bytes_ <= kMostTrailers ? trailers_ : kNone;
  }
  bool is_http_1_0() const { return http_1_0_; }
  bool awaits_first_chunk() const { return this->chunked() && !had_chunk_; }

 private:
  void on_request_impl(http::verb, string_view method, string_view target, int version,
                       error_code&) override {
    if constexpr (is_request) {
      head_->method.assign(method.data(), method.size());
      head_->target.assign(target.data(), target.size());
    }
    http_1_0_ = version == 10;
  }
  void on_response_impl(int code, string_view reason, int version, error_code&) override {
    if constexpr (!is_request) {
      head_->status = code;
      head_->reason.assign(reason.data(), reason.size());
    }
    http_1_0_ = version == 10;
  }
  void on_field_impl(http::field, string_view name, string_view value, error_code&) override {
    if (!in_trailer_) return head_->fields.append(view(name), view(value));
    trailer_bytes_ += name.size() + value.size();
    if (trailer_bytes_ <= kMostTrailers) trailers_.append(view(name), view(value));
  }
  void on_header_impl(error_code&) override { in_trailer_ = true; }
  void on_body_init_impl(const boost::optional<std::uint64_t>&, error_code&) override {}
  std::size_t on_body_impl(string_view body, error_code&) override {
    if (!body.empty()) content_->push_back(view(body));
    return body.size();
  }
  void on_chunk_header_impl(std::uint64_t, string_view extensions, error_code& error) override {
    had_chunk_ = true;
    if (is_odd_extension(extensions)) error = http::error::bad_chunk_extension;
  }
  std::size_t on_chunk_body_impl(std::uint64_t, string_view body, error_code& error) override {
    return on_body_impl(body, error);
  }
  void on_finish_impl(error_code&) override {}

  Head* head_;
  std::vector<std::string_view>* content_ = nullptr;
  bool http_1_0_ = false;
  bool in_trailer_ = false;
  filter::FieldLines trailers_;
  std::size_t trailer_bytes_ = 0;
  bool had_chunk_ = false;
};

constexpr std::size_t kShortestChunkedBody = 5;

/// Content-Length, of a message that has a body of that length.
template <class Parser>
std::optional<std::uint64_t> length_of(const Parser& parser) {
  const auto length = parser.content_length();
  if (!length || *length == 0) return std::nullopt;
  return *length;
}

/// How many bytes the head at the start of `input` has, with its empty line; 0 if it is not all there.
std::size_t head_size(std::string_view input) {
  constexpr std::string_view kEnd = "\r\n\r\n";
  const std::size_t end = input.find(kEnd);
  return end == std::string_view::npos ? 0 : end + kEnd.size();
}

}  // namespace

struct MessageReader::Parsers {
  using Request = Parser<true, filter::RequestHead>;
  using Response = Parser<false, filter::ResponseHead>;

  bool has_either() const { return request || response; }

  std::optional<Request> request;
  std::optional<Response> response;
};

MessageReader::MessageReader() : parsers_(std::make_unique<Parsers>()) {}
MessageReader::~MessageReader() = default;

boost::system::result<std::size_t, MessageFlaw> MessageReader::read_request_head(std::string_view input,
                                                                                 IncomingRequest& request) {
  const std::size_t size = head_size(input);
  if (size == 0) return std::size_t{0};
  const std::string_view raw = input.substr(0, size);
  HeadParts parts;
  if (const auto flaw = flaw_of_request_head(raw, parts)) return MessageFlaw{*flaw};
  request = IncomingRequest();
  if (const auto body = take_plain_request(parts, request)) {
    follow(*body);
    return size;
  }
  ends_at_close_ = false;
  auto& parser = parsers_->request.emplace(request.head);
  parser.header_limit(static_cast<std::uint32_t>(size));
  error_code error;
  parser.put(boost::asio::buffer(raw.data(), raw.size()), error);
  if ((error && error != http::error::need_more) || !parser.is_header_done()) return MessageFlaw{"head"};
  request.http_1_0 = parser.is_http_1_0();
  request.keep_alive = parser.keep_alive();
  request.has_body = !parser.is_done();
  remaining_ = length_of(parser);
  return size;
}

boost::system::result<std::size_t, MessageFlaw> MessageReader::read_response_head(
    std::string_view input, bool to_head, IncomingResponse& response) {
  const std::size_t size = head_size(input);
  if (size == 0) return std::size_t{0};
  const std::string_view raw = input.substr(0, size);
  HeadParts parts;
  if (const auto flaw = flaw_of_response_head(raw, parts)) return MessageFlaw{*flaw};
  response = IncomingResponse();
  if (const auto body = take_plain_response(parts, to_head, response)) {
    follow(*body);
    return size;
  }
  ends_at_close_ = false;
  auto& parser = parsers_->response.emplace(response.head);
  parser.header_limit(static_cast<std::uint32_t>(size));
  parser.skip(to_head);
  error_code error;
  parser.put(boost::asio::buffer(raw.data(), raw.size()), error);
  if ((error && error != http::error::need_more) || !parser.is_header_done()) return MessageFlaw{"head"};
  response.has_body = !parser.is_done();
  response.ends_at_close = parser.need_eof();
  response.keep_alive = parser.keep_alive();
  remaining_ = response.has_body ? length_of(parser) : std::nullopt;
  return size;
}

void MessageReader::follow(const PlainBody& body) {
  parsers_->request.reset();
  parsers_->response.reset();
  remaining_.reset();
  if (body.end == PlainBody::End::length) remaining_ = body.length;
  ends_at_close_ = body.end == PlainBody::End::at_close;
}

boost::system::result<std::size_t, MessageFlaw> MessageReader::read_body(
    std::string_view input, std::vector<std::string_view>& content) {
  if (input.empty()) return std::size_t{0};
  if (remaining_) {
    const std::string_view piece = input.substr(0, std::min<std::uint64_t>(input.size(), *remaining_));
    if (!piece.empty()) content.push_back(piece);
    *remaining_ -= piece.size();
    return piece.size();
  }
  if (ends_at_close_) {
    content.push_back(input);
    return input.size();
  }
  if (!parsers_->has_either()) return std::size_t{0};
  error_code error;
  std::size_t used = 0;
  const auto feed = [&](auto& parser) {
    // Beast 1.81 asserts when it goes on from three or four bytes of a body that is `0 CRLF CRLF`.
    if (parser.awaits_first_chunk() && input.size() < kShortestChunkedBody) return;
    parser.collect(content);
    used = parser.put(boost::asio::buffer(input.data(), input.size()), error);
  };
  parsers_->request ? feed(*parsers_->request) : feed(*parsers_->response);
  if (error && error != http::error::need_more) return MessageFlaw{"chunk"};
  return used;
}

std::optional<std::uint64_t> MessageReader::remaining() const {
  return remaining_;
}

void MessageReader::skip(std::uint64_t bytes) {
  *remaining_ -= bytes;
}

const filter::FieldLines& MessageReader::trailers() const {
  static const filter::FieldLines kNone;
  if (!parsers_->has_either()) return kNone;
  return parsers_->request ? parsers_->request->trailers() : parsers_->response->trailers();
}

bool MessageReader::done() const {
  if (remaining_) return *remaining_ == 0;
  if (!parsers_->has_either()) return !ends_at_close_;
  return parsers_->request ? parsers_->request->is_done() : parsers_->response->is_done();
}

}  // namespace caveat::proxy
