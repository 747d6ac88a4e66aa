// What OpenSSL reads from and writes to: a socket that is asked only when it may bring something. For
// tls_*.cc only.
#pragma once

#include <openssl/bio.h>

#include <boost/system/error_code.hpp>
#include <cstddef>
#include <span>
#include <string>
#include <string_view>

#include "proxy/nonblocking_socket.h"

namespace caveat::proxy {

/// The two ends of a BIO (bio(7)) over `socket`, which is the caller's. Records gather here, and leave in one
/// system call, when OpenSSL says that they have to (BIO_flush), by `flush`, or when there are many of them.
/// Once the socket is closed, every call fails.
class TlsBio {
 public:
  explicit TlsBio(NonblockingSocket& socket) : socket_(socket) {}
  TlsBio(const TlsBio&) = delete;
  TlsBio& operator=(const TlsBio&) = delete;

  /// For SSL_set_bio, which takes it over; refers to this. Null if there is no memory.
  BIO* make();

  /// What it has gathered goes to the socket, as much as that takes now. How much that was.
  NonblockingSocket::Progress flush();
  bool has_unsent() const { return sent_ < gathered_.size(); }
  /// Whether records wait to be flushed before more of them are taken.
  bool is_full() const;
  /// What the socket last failed with: never `eof`, which the BIO tells.
  boost::system::error_code error() const { return error_; }

  /// While it lives, the kernel is asked also where it has not said that there is something.
  class AsksAnyway {
   public:
    explicit AsksAnyway(TlsBio& bio) : bio_(bio) { bio_.asks_anyway_ = true; }
    ~AsksAnyway() { bio_.asks_anyway_ = false; }
    AsksAnyway(const AsksAnyway&) = delete;
    AsksAnyway& operator=(const AsksAnyway&) = delete;

   private:
    TlsBio& bio_;
  };

 private:
  struct Callbacks;

  int read(BIO* bio, std::span<char> into);
  int write(BIO* bio, std::string_view records);
  long control(BIO* bio, int command);
  bool flush_for(BIO* bio);

  NonblockingSocket& socket_;
  std::string gathered_;
  std::size_t sent_ = 0;  ///< of what is gathered
  boost::system::error_code error_;
  bool ended_ = false;
  bool asks_anyway_ = false;
};

}  // namespace caveat::proxy
