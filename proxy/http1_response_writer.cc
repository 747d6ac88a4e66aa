#include "proxy/http1_response_writer.h"

#include <boost/asio/buffer.hpp>
#include <functional>
#include <optional>
#include <vector>

namespace caveat::proxy {
namespace {

namespace asio = boost::asio;
using boost::system::error_code;

/// Less is copied faster than handed over.
constexpr std::size_t kWorthLending = 512;

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
  head_bytes_ = out_.size();
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
  const std::less_equal<> not_after;
  const bool is_lent = bytes.size() >= kWorthLending && not_after(lent_.data(), bytes.data()) &&
                       not_after(bytes.data() + bytes.size(), lent_.data() + lent_.size());
  add(bytes, is_lent);
}

void Http1ResponseWriter::add(std::string_view bytes, bool is_lent) {
  Part* const last = parts_.empty() ? nullptr : &parts_.back();
  if (is_lent) {
    lent_bytes_ += bytes.size();
    if (last != nullptr && last->lent != nullptr && last->lent + last->size == bytes.data()) {
      last->size += bytes.size();
    } else {
      parts_.push_back({.lent = bytes.data(), .size = bytes.size()});
    }
    return;
  }
  out_ += bytes;
  if (last != nullptr && last->lent == nullptr) {
    last->size += bytes.size();
  } else {
    parts_.push_back({.lent = nullptr, .size = bytes.size()});
  }
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
  if (waiting() == 0 && !owes_end) co_return error_code();
  co_return co_await send_waiting();
}

asio::awaitable<error_code> Http1ResponseWriter::relay(std::span<const std::string_view> pieces,
                                                       bool is_last) {
  std::size_t size = 0;
  for (const std::string_view piece : pieces) size += piece.size();
  if (fits(size)) {
    for (const std::string_view piece : pieces) add(piece, true);
  }
  if (is_last) end();
  return flush();
}

/// All that waits of the body is one chunk.
asio::awaitable<error_code> Http1ResponseWriter::send_waiting() {
  std::vector<asio::const_buffer> buffers;
  buffers.reserve(parts_.size() + 3);
  if (head_bytes_ > 0) buffers.emplace_back(out_.data(), head_bytes_);
  std::string opening;
  std::string closing;
  const bool chunked = framing_ == BodyFraming::chunked;
  if (chunked && !parts_.empty()) {
    append_chunk_size(opening, waiting() - head_bytes_);
    buffers.emplace_back(opening.data(), opening.size());
    closing = kChunkEnd;
  }
  std::size_t copied = head_bytes_;
  for (const Part& part : parts_) {
    buffers.emplace_back(part.lent != nullptr ? part.lent : out_.data() + copied, part.size);
    if (part.lent == nullptr) copied += part.size;
  }
  if (chunked && ended_ && !end_left_) {
    append_last_chunk(closing, trailers_);
    end_left_ = true;
  }
  if (!closing.empty()) buffers.emplace_back(closing.data(), closing.size());
  const error_code error = co_await reader_.write(buffers, idle_time_);
  out_.clear();
  head_bytes_ = 0;
  parts_.clear();
  lent_bytes_ = 0;
  co_return error;
}

}  // namespace caveat::proxy
