// Plain blocking sockets, so that the tests share no code with what they test.
#pragma once

#include <cstdint>
#include <functional>
#include <list>
#include <mutex>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

namespace caveat::proxy {

/// A connected socket. Every read gives up after ten seconds.
class TcpPeer {
 public:
  explicit TcpPeer(int descriptor);
  TcpPeer(TcpPeer&& other) noexcept;
  TcpPeer& operator=(TcpPeer&&) = delete;
  ~TcpPeer();

  static TcpPeer connect(std::uint16_t port);

  /// False if the other side is gone.
  bool send(std::string_view bytes);
  /// Up to and with `end`; what came if the connection ended before.
  std::string read_until(std::string_view end);
  std::string read_exactly(std::size_t bytes);
  std::string read_to_end();
  /// Up to 64 KiB; empty at the end.
  std::string read_some();
  /// A message with Content-Length or, if it says so, chunked; or its head alone.
  std::string read_message();
  /// Whether the other side has closed; waits for it.
  bool is_closed();
  /// Whether reading ended with a reset.
  bool was_reset() const { return reset_; }
  void shutdown_send();
  void reset();

 private:
  bool fill();

  int descriptor_;
  std::string input_;
  bool reset_ = false;
};

/// An upstream: runs `serve` for every connection, each on its thread. Stops when it is destroyed.
class TcpUpstream {
 public:
  explicit TcpUpstream(std::function<void(TcpPeer&)> serve);
  ~TcpUpstream();
  TcpUpstream(const TcpUpstream&) = delete;
  TcpUpstream& operator=(const TcpUpstream&) = delete;

  std::string url() const { return "http://127.0.0.1:" + std::to_string(port_); }
  int connections() const;

 private:
  void accept_all();

  std::function<void(TcpPeer&)> serve_;
  std::uint16_t port_ = 0;
  int listener_;
  mutable std::mutex mutex_;
  std::list<std::thread> threads_;
  int connections_ = 0;
  std::thread acceptor_;
};

/// A loopback port on which nothing listens.
std::uint16_t free_port();

}  // namespace caveat::proxy
