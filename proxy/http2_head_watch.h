// Whether a head is on its way over HTTP/2, from the frames' own heads alone: sans-I/O.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

namespace caveat::proxy {

/// Follows what a reader sends from the connection preface on (RFC 9113, 3.4, 4.1 and 6.10). What breaks the
/// rules of frames is for others to find.
class Http2HeadWatch {
 public:
  /// What came, all of it, in order.
  void see(std::string_view bytes);
  /// Which head has begun and is not whole: the preface with its SETTINGS (0), or HEADERS with their
  /// CONTINUATIONs (the number of the frame); nullopt if none has. Of which kind a frame is that has but
  /// begun cannot be told: it counts, unless `streams_run`, in whose favour it may be.
  std::optional<std::uint64_t> unfinished(bool streams_run) const;

 private:
  static constexpr std::size_t kFrameHead = 9;
  void begin_frame();
  void end_frame();

  std::array<std::uint8_t, kFrameHead> head_{};
  std::size_t head_size_ = 0;  ///< of the frame's head, as far as it has come
  std::size_t payload_ = 0;    ///< of the frame, still to come
  std::size_t preface_ = 24;   ///< its bytes that are still to come
  std::uint64_t frames_ = 0;   ///< that have begun; CONTINUATIONs belong to what they continue
  bool begun_ = false;         ///< any byte has come
  bool settled_ = false;       ///< the first frame is whole
  bool in_section_ = false;    ///< HEADERS have begun, and their last CONTINUATION is not whole
};

}  // namespace caveat::proxy
