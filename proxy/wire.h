// One TCP connection: a buffer of what came in, and a deadline for each direction.
#pragma once

#include <boost/asio/awaitable.hpp>
#include <boost/asio/buffer.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <chrono>
#include <cstddef>
#include <memory>
#include <span>
#include <string_view>

#include "proxy/deadlines.h"

namespace caveat::proxy {

/// One thread. At most one read and one write are under way. Errors: `eof`, `timed_out`, `operation_aborted`
/// after `interrupt_read` or `cancel`, `no_buffer_space` if `fill` finds the buffer full, else the system's.
class Wire {
 public:
  /// The buffer begins with `buffer_bytes` and grows up to `most_buffer_bytes` while nothing is consumed.
  Wire(boost::asio::ip::tcp::socket socket, Deadlines& deadlines, std::size_t buffer_bytes,
       std::size_t most_buffer_bytes);

  /// What came in and was not consumed; valid until the next `fill`.
  std::string_view input() const { return {buffer_.get() + begin_, end_ - begin_}; }
  void consume(std::size_t bytes);

  /// Waits for more input, at most for `time` without any.
  boost::asio::awaitable<boost::system::error_code> fill(std::chrono::milliseconds time);
  /// Writes all of `buffers`, at most for `time`.
  boost::asio::awaitable<boost::system::error_code> write(std::span<const boost::asio::const_buffer> buffers,
                                                          std::chrono::milliseconds time);
  boost::asio::awaitable<boost::system::error_code> connect(const boost::asio::ip::tcp::endpoint& endpoint,
                                                            std::chrono::milliseconds time);

  /// Gives the `fill` that is under way, if there is one, `time` from now on.
  void extend_read(std::chrono::milliseconds time);
  /// Ends the `fill` that is under way, if there is one; the connection stays good.
  void interrupt_read();
  /// Ends all that is under way.
  void cancel();
  /// The peer sees a reset instead of an end: what was sent is not whole.
  void reset();
  /// Says that no more will be sent; reading goes on.
  void shutdown_send();
  void close();
  /// Whether an idle connection can carry another message: neither closed by the peer nor with input waiting.
  bool is_quiet();

 private:
  class WireDeadline final : public Deadline {
   public:
    WireDeadline(Deadlines& deadlines, Wire& wire) : Deadline(deadlines), wire_(wire) {}
    bool passed = false;

   private:
    void expired() override;
    Wire& wire_;
  };

  void make_room();

  boost::asio::ip::tcp::socket socket_;
  boost::asio::cancellation_signal read_cancellation_;
  WireDeadline read_deadline_;
  WireDeadline write_deadline_;
  std::unique_ptr<char[]> buffer_;
  std::size_t capacity_;
  std::size_t most_;
  std::size_t begin_ = 0;
  std::size_t end_ = 0;
  bool reading_ = false;
};

}  // namespace caveat::proxy
