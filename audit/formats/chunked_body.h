// The chunked transfer coding (RFC 9112, 7.1), as it was stored.
#pragma once

#include <cstdint>
#include <string_view>

namespace caveat::audit {

/// Takes the coding off a body that comes in pieces. A value: a copy can look ahead.
class ChunkedBody {
 public:
  enum class State { running, ended, broken };

  /// Takes bytes off the front of `coded` and returns the next data among them, a view of it; empty if there
  /// is none in it.
  std::string_view next(std::string_view& coded);
  /// `ended`: the last chunk and the trailers are over. `broken`: what follows is no chunk.
  State state() const { return state_; }
  /// Whether a chunk was begun.
  bool has_begun() const { return has_begun_; }

 private:
  enum class Part { size, extension, data, after_data, trailer };

  void take(char c);
  void take_size(char c);
  void end_size();

  State state_ = State::running;
  Part part_ = Part::size;
  std::uint64_t left_ = 0;     ///< of the chunk's data
  unsigned digits_ = 0;        ///< of the chunk's size
  bool line_is_empty_ = true;  ///< of a trailer
  bool has_begun_ = false;
};

/// Whether a body that begins as `bytes` is in chunks: some crawlers store it without, under its old head.
bool looks_chunked(std::string_view bytes);

}  // namespace caveat::audit
