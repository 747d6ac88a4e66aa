// TLS over one connected socket, without waiting. The tls_*.cc files are those that include
// OpenSSL.
#pragma once

#include <boost/system/error_code.hpp>
#include <cstddef>
#include <memory>
#include <span>
#include <string>
#include <string_view>

#include "proxy/nonblocking_socket.h"
#include "proxy/tls_context.h"

namespace caveat::proxy {

/// One end of a TLS 1.2 or 1.3 connection. The socket is the caller's, and outlives this; once it is closed
/// every call fails. Every call does what it can at once and says what to wait for before it is called again.
class TlsChannel {
 public:
  enum class Wants { nothing, readable, writable };
  struct Progress {
    std::size_t bytes = 0;         ///< taken over; 0 with `wants` or `error`
    Wants wants = Wants::nothing;  ///< of the socket, before the same call is made again
    /// `eof` if the peer said that nothing follows; a mere end of the connection is `connection_reset`, since
    /// anybody on the way could have made it (RFC 8446, 6.1).
    boost::system::error_code error;
  };

  /// The end of a server; its certificate is chosen by the name that the peer asks for.
  static TlsChannel accepting(const TlsServerContext& context, NonblockingSocket& socket);
  /// The end of a client. The peer has to prove that it is `host`, unless the context does not verify.
  static TlsChannel connecting(const TlsClientContext& context, const std::string& host,
                               NonblockingSocket& socket);

  TlsChannel(TlsChannel&&) noexcept;
  TlsChannel& operator=(TlsChannel&&) noexcept;
  ~TlsChannel();

  Progress handshake();
  Progress read(std::span<char> into);
  /// `bytes` is not empty. A call that wants something is made again with the same bytes. What it takes over
  /// may wait here for what comes next, and goes with `flush`.
  Progress write(std::string_view bytes);
  /// Whether all has gone that `write` took over; its `bytes` are 0.
  Progress flush();
  /// Whether something came that `read` has not given: not all of it need be content.
  bool holds_input() const;
  /// Whether nothing came that `read` would give: neither content nor an end. Asks the kernel.
  bool is_quiet();
  /// Tells the peer that nothing follows, as far as that can be done at once.
  void close_notify();

  /// After the handshake: the protocol both agreed on (ALPN, RFC 7301), or nothing.
  std::string_view protocol() const;
  /// Why the last call failed, in OpenSSL's words: for a log; names nobody.
  const std::string& failure() const { return failure_; }

 private:
  struct Connection;
  explicit TlsChannel(std::unique_ptr<Connection> connection);
  Progress after(int result);

  std::unique_ptr<Connection> connection_;
  std::string failure_;
};

}  // namespace caveat::proxy
