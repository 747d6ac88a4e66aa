// A small HTTP server for pages of our own: whole bodies in memory.
#pragma once

#include <boost/system/result.hpp>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "filter/head.h"
#include "proxy/listening_socket.h"

namespace caveat::proxy {

/// `head` needs no Content-Length, Date or Connection.
struct LocalResponse {
  filter::ResponseHead head;
  std::string body;
};

/// Answers one request; called on the server's thread, or on any of its threads for answers. `request.target`
/// is as received.
using LocalHandler = std::function<LocalResponse(const filter::RequestHead& request, std::string_view body)>;

struct LocalServerOptions {
  std::string listen = "127.0.0.1:0";  ///< host:port; port 0 takes a free one
  /// Refuses (421) hosts that are not loopback names, so that no other site's script can reach the server
  /// through a name that it points here (DNS rebinding).
  bool only_loopback_hosts = true;
  SocketSources sources = {};                 ///< what they refer to outlives `start`
  std::size_t body_bytes = 16 * 1024 * 1024;  ///< of a request; more is a 413
  /// 0: answers are made on the one thread that serves, one after the other. Else a slow answer keeps only
  /// its own connection waiting, as long as one of these is free.
  unsigned answer_threads = 0;
};

/// Serves from `start` until it is destroyed. What its handler reads may be set between `bind` and `start`.
class LocalServer {
 public:
  LocalServer(LocalServerOptions options, LocalHandler handler);
  ~LocalServer();
  LocalServer(const LocalServer&) = delete;
  LocalServer& operator=(const LocalServer&) = delete;

  /// Takes the port, and answers nobody yet: who asks meanwhile waits. Once.
  boost::system::result<void, ServerError> bind();
  /// Begins to serve, and binds before if that is not done. Once.
  boost::system::result<void, ServerError> start();
  /// The port that was taken.
  std::uint16_t port() const;

 private:
  class Loop;
  LocalServerOptions options_;
  LocalHandler handler_;
  std::optional<ListeningSockets> sockets_;
  std::unique_ptr<Loop> loop_;
};

/// Whether `host` (of a Host field, with or without a port) is a loopback address or a name that means it.
bool is_loopback_host(std::string_view host);

}  // namespace caveat::proxy
