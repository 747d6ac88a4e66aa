#include "proxy/http2_head_watch.h"

#include <algorithm>

namespace caveat::proxy {
namespace {

constexpr std::uint8_t kHeaders = 1;
constexpr std::uint8_t kContinuation = 9;
constexpr std::uint8_t kEndHeaders = 4;

}  // namespace

void Http2HeadWatch::see(std::string_view bytes) {
  begun_ = begun_ || !bytes.empty();
  const std::size_t of_preface = std::min(bytes.size(), preface_);
  preface_ -= of_preface;
  bytes.remove_prefix(of_preface);
  while (!bytes.empty()) {
    if (head_size_ < kFrameHead) {
      if (head_size_ == 0 && !in_section_) ++frames_;
      head_[head_size_++] = static_cast<std::uint8_t>(bytes.front());
      bytes.remove_prefix(1);
      if (head_size_ == kFrameHead) begin_frame();
      continue;
    }
    const std::size_t size = std::min(bytes.size(), payload_);
    payload_ -= size;
    bytes.remove_prefix(size);
    if (payload_ == 0) end_frame();
  }
}

void Http2HeadWatch::begin_frame() {
  payload_ = std::size_t{head_[0]} << 16U | std::size_t{head_[1]} << 8U | head_[2];
  if (head_[3] == kHeaders) in_section_ = true;
  if (payload_ == 0) end_frame();
}

void Http2HeadWatch::end_frame() {
  const bool is_part = head_[3] == kHeaders || head_[3] == kContinuation;
  if (is_part && (head_[4] & kEndHeaders) != 0) in_section_ = false;
  settled_ = true;
  head_size_ = 0;
}

std::optional<std::uint64_t> Http2HeadWatch::unfinished(bool streams_run) const {
  if (!settled_) return begun_ ? std::optional<std::uint64_t>(0) : std::nullopt;
  const bool in_frame_head = !streams_run && head_size_ > 0 && head_size_ < kFrameHead;
  return in_section_ || in_frame_head ? std::optional(frames_) : std::nullopt;
}

}  // namespace caveat::proxy
