// One connection, over TCP or a Unix socket, with or without TLS: a buffer of what came in, a deadline for
// each direction.
#pragma once

#include <boost/asio/awaitable.hpp>
#include <boost/asio/buffer.hpp>
#include <boost/asio/io_context.hpp>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "proxy/deadlines.h"
#include "proxy/nonblocking_socket.h"
#include "proxy/tls_channel.h"

namespace caveat::proxy {

/// One thread. At most one read and one write are under way. Errors: `eof`, `timed_out`, `operation_aborted`
/// after `interrupt_read` or `cancel`, `no_buffer_space` if `fill` finds the buffer full, `bad_descriptor`
/// once it is closed, else the system's.
class Wire {
 public:
  /// A socket that is not open has to be connected. The buffer begins with `buffer_bytes`. It doubles up to
  /// `most_buffer_bytes` while nothing is consumed, and up to 64 KiB where the peer sends faster. Its memory
  /// is had only while something is in it: what one connection has just given back is warm for the next.
  Wire(boost::asio::io_context& io, StreamSocket socket, Deadlines& deadlines, std::size_t buffer_bytes,
       std::size_t most_buffer_bytes);

  /// What came in and was not consumed; valid until the next `fill`, `wait_readable` or `shrink`, also after
  /// `consume`.
  std::string_view input() const { return {buffer_.get() + begin_, end_ - begin_}; }
  void consume(std::size_t bytes);

  /// Waits for more input, at most for `time` without any; none of which is left if it is not positive.
  boost::asio::awaitable<boost::system::error_code> fill(std::chrono::milliseconds time);
  /// Writes what of `buffers` the kernel takes at once, almost always all: no coroutine is made for that.
  /// Nothing over TLS.
  NonblockingSocket::Progress write_at_once(std::span<const boost::asio::const_buffer> buffers);
  /// Writes all of `buffers` behind their first `sent` bytes; the peer may take next to nothing
  /// (`kLeastTaken`) for `time`, or a quarter more.
  boost::asio::awaitable<boost::system::error_code> write(std::span<const boost::asio::const_buffer> buffers,
                                                          std::chrono::milliseconds time,
                                                          std::size_t sent = 0);
  boost::asio::awaitable<boost::system::error_code> connect(const StreamEndpoint& endpoint,
                                                            std::chrono::milliseconds time);

  /// Looks at what comes in without taking it, before TLS: as much as fits `into`, at least `more_than` + 1
  /// bytes.
  boost::asio::awaitable<boost::system::error_code> peek(std::span<char> into, std::size_t more_than,
                                                         std::size_t& bytes, std::chrono::milliseconds time);
  /// Takes what `peek` has shown.
  void discard(std::size_t bytes);
  /// For what moves bytes past the buffer, and only without TLS.
  NonblockingSocket& socket() { return socket_; }
  /// After `socket` has said "not now". To `wait_writable`, `time` is the same as to `write`.
  boost::asio::awaitable<boost::system::error_code> wait_readable(std::chrono::milliseconds time);
  boost::asio::awaitable<boost::system::error_code> wait_writable(std::chrono::milliseconds time);

  /// Speaks TLS from here on, as the server. Before anything was read or written.
  boost::asio::awaitable<boost::system::error_code> accept_tls(
      std::shared_ptr<const TlsServerContext> context, std::chrono::milliseconds time);
  /// The same as the client of `host`, a name or an address.
  boost::asio::awaitable<boost::system::error_code> connect_tls(const TlsClientContext& context,
                                                                const std::string& host,
                                                                std::chrono::milliseconds time);
  bool is_encrypted() const { return tls_.has_value(); }
  /// By whose clock its waits are kept.
  const Deadlines& deadlines() const { return read_deadline_.all(); }
  /// What both sides agreed on over TLS (ALPN); empty without.
  std::string_view protocol() const { return tls_ ? tls_->protocol() : std::string_view(); }
  /// Why TLS failed, for a log.
  std::string_view tls_failure() const { return tls_ ? tls_->failure() : std::string_view(); }

  /// Gives the `fill` that is under way, if there is one, `time` from now on.
  void extend_read(std::chrono::milliseconds time);
  /// Gives back the buffer and what it has grown by, if nothing is in it: for a connection that is kept.
  void shrink();
  /// Ends the `fill` that is under way, if there is one; the connection stays good.
  void interrupt_read();
  /// Ends all that is under way.
  void cancel();
  /// The peer sees a reset instead of an end: what was sent is not whole.
  void reset();
  /// Says that no more will be sent; reading goes on.
  void shutdown_send();
  /// Ends all that is under way.
  void close();
  bool is_open() const { return socket_.native_handle() >= 0; }
  /// Whether an idle connection can carry another message: neither closed by the peer nor with input waiting.
  bool is_quiet();
  /// The same, as far as it can be told without a system call; false says nothing.
  bool is_known_quiet() const {
    return begin_ == end_ && (!tls_ || !tls_->holds_input()) && socket_.is_known_quiet();
  }

 private:
  class WireDeadline final : public Deadline {
   public:
    WireDeadline(Deadlines& deadlines, Wire& wire) : Deadline(deadlines), wire_(wire) {}
    void begin(std::chrono::milliseconds time);
    /// The same, but `time` counts from when the peer had last taken `kLeastTaken` of what was sent.
    void begin_while_peer_takes(std::chrono::milliseconds time);
    void note_progress();
    bool passed = false;

   private:
    void expired() override;
    Wire& wire_;
    std::chrono::milliseconds step_{};    ///< zero: it is over when it expires
    std::optional<std::size_t> untaken_;  ///< when the peer last had taken enough; nullopt: to be asked
    std::uint8_t steps_ = 0;              ///< that brought too little, in a row
  };

  void make_room();
  void give_room_back();
  boost::asio::awaitable<boost::system::error_code> wait_for(SocketEvent event, NonblockingSocket::Role role);
  boost::asio::awaitable<boost::system::error_code> wait_for_tls(TlsChannel::Wants wants,
                                                                 NonblockingSocket::Role role);
  boost::asio::awaitable<boost::system::error_code> handshake(std::chrono::milliseconds time);
  boost::asio::awaitable<boost::system::error_code> read_tls(std::size_t& bytes);
  boost::asio::awaitable<boost::system::error_code> write_tls(std::string_view bytes);
  boost::asio::awaitable<boost::system::error_code> flush_tls();
  boost::asio::awaitable<boost::system::error_code> write_all_tls(
      std::span<const boost::asio::const_buffer> buffers);

  boost::asio::io_context& io_;
  NonblockingSocket socket_;
  std::optional<TlsChannel> tls_;
  WireDeadline read_deadline_;
  WireDeadline write_deadline_;
  std::unique_ptr<char[]> buffer_;
  std::size_t first_capacity_;
  std::size_t capacity_;
  std::size_t most_;
  std::size_t begin_ = 0;
  std::size_t end_ = 0;
  std::uint8_t reads_at_once_ = 0;  ///< in a row, without a wait
  bool reading_ = false;
  bool filled_up_ = false;  ///< the last read took all the room there was
};

}  // namespace caveat::proxy
