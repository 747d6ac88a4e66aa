#include "proxy/http1_response_writer.h"

#include <boost/asio/buffer.hpp>
#include <optional>
#include <vector>

namespace caveat::proxy {
namespace {

namespace asio = boost::asio;
using boost::system::error_code;

}  // namespace

void Http1ResponseWriter::head(const filter::ResponseHead& head) {
  const auto length = filter::content_length(head.fields);
  if (terms_.to_head || has_no_content(head.status)) {
    framing_ = BodyFraming::none;
  } else if (length) {
    framing_ = BodyFraming::length;
    remaining_ = *length;
  } else {
    framing_ = terms_.http_1_0 ? BodyFraming::close : BodyFraming::chunked;
  }
  if (framing_ == BodyFraming::close) terms_.keep_alive = false;
  const std::string_view kept = terms_.http_1_0 ? "keep-alive" : "";
  const std::string_view connection = head.status == 101 ? "Upgrade" : terms_.keep_alive ? kept : "close";
  append_response_head(head_, head, framing_, connection);
}

bool Http1ResponseWriter::fits(std::size_t bytes) {
  if (framing_ == BodyFraming::none || bytes == 0) return false;
  if (framing_ != BodyFraming::length) return true;
  if (bytes > remaining_) {
    // More than the head promised would be read as the next response.
    framing_ = BodyFraming::none;
    terms_.keep_alive = false;
    return false;
  }
  remaining_ -= bytes;
  return true;
}

void Http1ResponseWriter::body(std::string_view bytes) {
  if (fits(bytes.size())) body_.add(bytes);
}

void Http1ResponseWriter::end() {
  if (ended_) return;
  ended_ = true;
  if (framing_ == BodyFraming::length && remaining_ > 0) terms_.keep_alive = false;
}

void Http1ResponseWriter::trailers(const filter::FieldLines& fields) {
  if (terms_.takes_trailers && !ended_) trailers_ = trailer_section(fields);
}

asio::awaitable<error_code> Http1ResponseWriter::proceed() {
  constexpr std::string_view kContinue = "HTTP/1.1 100 Continue\r\n\r\n";
  const asio::const_buffer buffer(kContinue.data(), kContinue.size());
  co_return co_await reader_.write(std::span(&buffer, 1), idle_time_);
}

Wire* Http1ResponseWriter::spliceable(std::uint64_t bytes) {
  const bool fits = framing_ == BodyFraming::length && bytes <= remaining_;
  return fits && waiting() == 0 && !reader_.is_encrypted() ? &reader_ : nullptr;
}

void Http1ResponseWriter::spliced(std::uint64_t bytes) {
  remaining_ -= bytes;
}

void Http1ResponseWriter::cut() {
  if (framing_ == BodyFraming::close) reader_.reset();
}

asio::awaitable<error_code> Http1ResponseWriter::flush() {
  const bool owes_end = ended_ && !end_left_ && framing_ == BodyFraming::chunked;
  if (waiting() == 0 && !owes_end) return nothing_to_send();
  return send_waiting();
}

asio::awaitable<error_code> Http1ResponseWriter::nothing_to_send() {
  co_return error_code();
}

asio::awaitable<error_code> Http1ResponseWriter::relay(std::span<const std::string_view> pieces,
                                                       bool is_last) {
  std::size_t size = 0;
  for (const std::string_view piece : pieces) size += piece.size();
  if (fits(size)) {
    for (const std::string_view piece : pieces) body_.add_lent(piece);
  }
  if (is_last) end();
  return flush();
}

/// All that waits of the body is one chunk.
asio::awaitable<error_code> Http1ResponseWriter::send_waiting() {
  std::vector<asio::const_buffer> buffers;
  buffers.reserve(body_.parts() + 3);
  if (!head_.empty()) buffers.emplace_back(head_.data(), head_.size());
  std::string opening;
  std::string closing;
  const bool chunked = framing_ == BodyFraming::chunked;
  if (chunked && !body_.empty()) {
    append_chunk_size(opening, body_.size());
    buffers.emplace_back(opening.data(), opening.size());
    closing = kChunkEnd;
  }
  body_.each([&buffers](std::string_view bytes, bool) { buffers.emplace_back(bytes.data(), bytes.size()); });
  if (chunked && ended_ && !end_left_) {
    append_last_chunk(closing, trailers_);
    end_left_ = true;
  }
  if (!closing.empty()) buffers.emplace_back(closing.data(), closing.size());
  const auto [sent, failure] = reader_.write_at_once(buffers);
  error_code error = failure;
  if (!error && sent < asio::buffer_size(buffers)) error = co_await reader_.write(buffers, idle_time_, sent);
  head_.clear();
  body_.clear();
  co_return error;
}

}  // namespace caveat::proxy
