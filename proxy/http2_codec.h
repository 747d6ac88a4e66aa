// One HTTP/2 connection as a server sees it, sans-I/O (RFC 9113). http2_codec.cc is the sole include of
// nghttp2.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string_view>

#include "filter/head.h"
#include "proxy/http2_fields.h"

namespace caveat::proxy {

using Http2StreamId = std::int32_t;

/// Bounds of one connection.
struct Http2Limits {
  std::size_t streams = 100;        ///< at once
  std::size_t stream_resets = 200;  ///< that may be left unredeemed (see Http2Codec)
  std::size_t header_bytes = 64 * 1024;
};

/// What the reader does, in the order of its frames. Called from within Http2Codec::receive and ::send; must
/// not call the codec's `receive` and `send`.
class Http2Events {
 public:
  virtual ~Http2Events() = default;
  /// A request; its body follows if `has_body`.
  virtual void request(Http2StreamId stream, Http2RequestFields fields, bool has_body) = 0;
  virtual void content(Http2StreamId stream, std::string_view bytes) = 0;
  /// `trailers`: what came behind it; none if it was more than a few.
  virtual void content_ended(Http2StreamId stream, filter::FieldLines trailers) = 0;
  /// A response without content went out.
  virtual void head_sent(Http2StreamId stream) = 0;
  /// Nothing more comes or goes.
  virtual void closed(Http2StreamId stream) = 0;
  /// More than `limits.streams` at once: the stream was refused, and nothing else is told of it.
  virtual void refused() = 0;
  /// More than `limits.stream_resets`: the connection ends.
  virtual void reset_too_often() = 0;

  struct Pulled {
    std::size_t bytes = 0;        ///< put into the room given; 0 with `!ended`: `resume` will be called
    bool ended = false;           ///< the body ends with them
    filter::FieldLines trailers;  ///< with `ended`: as http2_trailer_fields gives them
  };
  /// The next bytes of a response's body.
  virtual Pulled pull(Http2StreamId stream, std::span<char> room) = 0;
};

/// Owns frames, HPACK, windows and their errors. A reader who resets streams as fast as it opens them, or
/// makes us reset them, is told to calm down (RFC 9113, 10.5): the connection ends. Each stream that ends as
/// it should redeems ten resets: a page that is left before its pictures are there is nothing bad.
class Http2Codec {
 public:
  /// Our SETTINGS wait to be sent. `events` outlives it.
  Http2Codec(Http2Events& events, const Http2Limits& limits);
  ~Http2Codec();
  Http2Codec(const Http2Codec&) = delete;
  Http2Codec& operator=(const Http2Codec&) = delete;

  /// Takes all of `input`, or finds that this is no HTTP/2: false, and the connection is to be closed.
  bool receive(std::string_view input);
  /// The next bytes to send, valid until the next call; empty if there are none for now.
  std::string_view send();
  /// Neither side has anything left to say.
  bool is_over() const;

  /// An interim response: 100.
  void proceed(Http2StreamId stream);
  /// The final head; `has_body`: what follows is pulled.
  void respond(Http2StreamId stream, const filter::ResponseHead& head, bool has_body);
  /// Whether the reader's window for this stream lets anything go out.
  bool has_window(Http2StreamId stream) const;
  /// There is something to pull again.
  void resume(Http2StreamId stream);
  /// Lets the reader send `bytes` more of its body: they were used.
  void consumed(Http2StreamId stream, std::size_t bytes);
  enum class Reset {
    failed,    ///< the response must not look whole (INTERNAL_ERROR)
    no_error,  ///< the response is whole, and the rest of the request is not wanted (RFC 9113, 8.1)
    refused,   ///< nothing was done: it may be asked for again (REFUSED_STREAM)
  };
  void reset(Http2StreamId stream, Reset why);
  /// Ends the connection, and tells the reader to calm down.
  void give_up();
  /// Takes no new streams; those that are open go on.
  void go_away();
  /// Says that `go_away` will follow; takes new streams until then (RFC 9113, 6.8).
  void announce_end();

 private:
  struct Session;
  std::unique_ptr<Session> session_;
};

}  // namespace caveat::proxy
