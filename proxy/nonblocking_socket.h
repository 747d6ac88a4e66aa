// A connected socket that is read and written when it is ready, and knows what the kernel last said of it.
#pragma once

#include <boost/asio/async_result.hpp>
#include <boost/asio/buffer.hpp>
#include <boost/asio/deferred.hpp>
#include <boost/asio/generic/stream_protocol.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/system/error_code.hpp>
#include <cstddef>
#include <cstdint>
#include <span>
#include <utility>

#include "proxy/socket_reactor.h"
#include "proxy/socket_wait.h"

namespace caveat::proxy {

/// Of TCP, IPv4 or IPv6, or a Unix socket.
using StreamSocket = boost::asio::generic::stream_protocol::socket;
using StreamEndpoint = boost::asio::generic::stream_protocol::endpoint;

enum class SocketEvent : std::uint8_t { readable, writable };

/// One thread. At most one coroutine waits in each of two roles. Errors are the system's; `eof`.
class NonblockingSocket final : private SocketWatcher {
 public:
  enum class Role : std::uint8_t { reader, writer };
  struct Progress {
    std::size_t bytes = 0;  ///< 0 without an error: not now
    boost::system::error_code error = {};
  };

  /// Takes an accepted socket out of Asio's hands; one that is not open has to be connected.
  NonblockingSocket(boost::asio::io_context& io, StreamSocket accepted);
  ~NonblockingSocket();
  NonblockingSocket(const NonblockingSocket&) = delete;
  NonblockingSocket& operator=(const NonblockingSocket&) = delete;

  /// -1 if it is not open.
  int native_handle() const { return descriptor_; }

  /// Opens it and begins to connect; once writable, `connected` tells how that went.
  boost::system::error_code begin_connect(const StreamEndpoint& endpoint);
  boost::system::error_code connected() const;

  Progress receive(std::span<char> into);
  /// Like `receive`, and leaves what it shows.
  Progress peek(std::span<char> into);
  /// What of `buffers`, behind their first `sent` bytes, the kernel takes at once.
  Progress send(std::span<const boost::asio::const_buffer> buffers, std::size_t sent);
  /// splice(2) into and out of the ends of a pipe; an empty one to begin with.
  Progress splice_into(int pipe, std::size_t bytes);
  Progress splice_from(int pipe, std::size_t bytes, bool more_follows);

  /// Whether an attempt may bring something.
  bool may_be(SocketEvent what) const { return what == SocketEvent::readable ? readable_ : writable_; }
  /// How many of the bytes that were sent the peer's machine has not taken yet.
  std::size_t untaken() const;
  /// Whether the peer has said that nothing follows; asks the kernel.
  bool has_ended() const;
  /// Whether nothing has come since all was read, as far as can be told without asking the kernel. No: ask.
  bool is_known_quiet() const;

  /// To be `co_await`ed, by one coroutine for each role: a WaitEnd. Where an attempt may bring something
  /// already, that is `ready` after a turn of the loop.
  auto until(SocketEvent what, Role role) {
    return boost::asio::async_initiate<const boost::asio::deferred_t, void(WaitEnd)>(
        [this, what, role](auto handler) {
          wait_of(role).keep(std::move(handler));
          begin_wait(what, role);
        },
        boost::asio::deferred);
  }
  /// Ends the wait of `role` if there is one, also where it was over already and nobody has been told: what
  /// came is still there.
  void cancel(Role role);
  void cancel();
  void close();

 private:
  void note(std::uint32_t events) override;

  SocketWait& wait_of(Role role) { return role == Role::reader ? reader_ : writer_; }
  bool& ready(SocketEvent what) { return what == SocketEvent::readable ? readable_ : writable_; }
  void begin_wait(SocketEvent what, Role role);
  bool watch_for(SocketEvent what);

  SocketReactor& reactor_;
  SocketWait reader_;
  SocketWait writer_;
  std::uint64_t read_in_turn_ = 0;  ///< when it last was read
  int descriptor_ = -1;
  std::uint32_t watched_ = 0;  ///< events of epoll
  SocketEvent reader_wants_ = SocketEvent::readable;
  SocketEvent writer_wants_ = SocketEvent::writable;
  bool readable_ = true;
  bool writable_ = true;
  bool ended_ = false;             ///< the peer has said so: no event will come for the end itself
  bool short_read_is_all_ = true;  ///< epoll(7), for streams; a Unix socket also stops at what came along
};

}  // namespace caveat::proxy
