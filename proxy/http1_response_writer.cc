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
  append_response_head(out_, head, framing_, connection);
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
  if (!fits(bytes.size())) return;
  if (framing_ == BodyFraming::chunked) append_chunk_size(out_, bytes.size());
  out_ += bytes;
  if (framing_ == BodyFraming::chunked) out_ += kChunkEnd;
}

void Http1ResponseWriter::end() {
  if (ended_) return;
  if (framing_ == BodyFraming::chunked) append_last_chunk(out_, trailers_);
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
  return fits && out_.empty() && !reader_.is_encrypted() ? &reader_ : nullptr;
}

void Http1ResponseWriter::spliced(std::uint64_t bytes) {
  remaining_ -= bytes;
}

void Http1ResponseWriter::cut() {
  if (framing_ == BodyFraming::close) reader_.reset();
}

asio::awaitable<error_code> Http1ResponseWriter::flush() {
  if (out_.empty()) co_return error_code();
  const asio::const_buffer buffer(out_.data(), out_.size());
  const error_code error = co_await reader_.write(std::span(&buffer, 1), idle_time_);
  out_.clear();
  co_return error;
}

asio::awaitable<error_code> Http1ResponseWriter::relay(std::span<const std::string_view> pieces,
                                                       bool is_last) {
  std::size_t size = 0;
  for (const std::string_view piece : pieces) size += piece.size();
  const bool goes_out = fits(size);
  if (goes_out && framing_ == BodyFraming::chunked) append_chunk_size(out_, size);
  const std::size_t before = out_.size();
  if (goes_out && framing_ == BodyFraming::chunked) out_ += kChunkEnd;
  if (is_last) end();
  std::vector<asio::const_buffer> buffers;
  buffers.reserve(pieces.size() + 2);
  if (before > 0) buffers.emplace_back(out_.data(), before);
  if (goes_out) {
    for (const std::string_view piece : pieces) buffers.emplace_back(piece.data(), piece.size());
  }
  if (out_.size() > before) buffers.emplace_back(out_.data() + before, out_.size() - before);
  if (buffers.empty()) co_return error_code();
  const error_code error = co_await reader_.write(buffers, idle_time_);
  out_.clear();
  co_return error;
}

}  // namespace caveat::proxy
