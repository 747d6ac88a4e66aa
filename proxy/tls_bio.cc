#include "proxy/tls_bio.h"

#include <array>
#include <boost/asio/buffer.hpp>
#include <boost/asio/error.hpp>
#include <memory>

namespace caveat::proxy {
namespace {

namespace asio = boost::asio;

/// RFC 8446, 5.2.
constexpr std::size_t kLongestRecord = 16 * 1024 + 256 + 5;
/// What jemalloc keeps at hand for a thread (app/main.cc).
constexpr std::size_t kRoom = 3 * kLongestRecord;
constexpr std::size_t kFull = kRoom - kLongestRecord;

struct FreesMethod {
  void operator()(BIO_METHOD* method) const { BIO_meth_free(method); }
};

}  // namespace

struct TlsBio::Callbacks {
  static TlsBio& of(BIO* bio) { return *static_cast<TlsBio*>(BIO_get_data(bio)); }

  static int read(BIO* bio, char* into, int size) {
    return of(bio).read(bio, {into, static_cast<std::size_t>(size)});
  }
  static int write(BIO* bio, const char* records, int size) {
    return of(bio).write(bio, {records, static_cast<std::size_t>(size)});
  }
  static long control(BIO* bio, int command, long, void*) { return of(bio).control(bio, command); }

  static std::unique_ptr<BIO_METHOD, FreesMethod> make_method() {
    std::unique_ptr<BIO_METHOD, FreesMethod> method(
        BIO_meth_new(BIO_get_new_index() | BIO_TYPE_SOURCE_SINK, "nonblocking socket"));
    if (!method) return method;
    BIO_meth_set_read(method.get(), read);
    BIO_meth_set_write(method.get(), write);
    BIO_meth_set_ctrl(method.get(), control);
    return method;
  }
};

BIO* TlsBio::make() {
  static const std::unique_ptr<BIO_METHOD, FreesMethod> kMethod = Callbacks::make_method();
  BIO* const bio = kMethod ? BIO_new(kMethod.get()) : nullptr;
  if (bio == nullptr) return nullptr;
  BIO_set_data(bio, this);
  BIO_set_init(bio, 1);
  return bio;
}

bool TlsBio::is_full() const {
  return gathered_.size() > kFull;
}

NonblockingSocket::Progress TlsBio::flush() {
  if (!has_unsent()) return {};
  const asio::const_buffer rest(gathered_.data() + sent_, gathered_.size() - sent_);
  NonblockingSocket::Progress progress = socket_.send({&rest, 1}, 0);
  sent_ += progress.bytes;
  if (progress.error) error_ = progress.error;
  if (has_unsent()) return progress;
  // A connection that waits for its peer keeps nothing. (An empty string assigned would keep the room.)
  std::string().swap(gathered_);
  sent_ = 0;
  return progress;
}

int TlsBio::read(BIO* bio, std::span<char> into) {
  BIO_clear_retry_flags(bio);
  NonblockingSocket::Progress progress;
  if (asks_anyway_ || socket_.may_be(SocketEvent::readable)) progress = socket_.receive(into);
  if (progress.bytes > 0) return static_cast<int>(progress.bytes);
  if (!progress.error) {
    BIO_set_retry_read(bio);
    return -1;
  }
  ended_ = progress.error == asio::error::eof;
  if (ended_) return 0;
  error_ = progress.error;
  return -1;
}

int TlsBio::write(BIO* bio, std::string_view records) {
  BIO_clear_retry_flags(bio);
  if (is_full() && !flush_for(bio)) return -1;
  if (gathered_.empty()) gathered_.reserve(kRoom);
  gathered_ += records;
  return static_cast<int>(records.size());
}

/// Whether all has gone. Where not, `bio` says that it can be tried again, unless the socket failed.
bool TlsBio::flush_for(BIO* bio) {
  const NonblockingSocket::Progress progress = flush();
  if (!progress.error && has_unsent()) BIO_set_retry_write(bio);
  return !progress.error && !has_unsent();
}

long TlsBio::control(BIO* bio, int command) {
  if (command == BIO_CTRL_EOF) return ended_ ? 1 : 0;
  if (command != BIO_CTRL_FLUSH) return 0;
  BIO_clear_retry_flags(bio);
  return flush_for(bio) ? 1 : -1;
}

}  // namespace caveat::proxy
