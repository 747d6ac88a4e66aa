#include "proxy/tls_channel.h"

#include <openssl/err.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>

#include <algorithm>
#include <boost/asio/error.hpp>
#include <limits>
#include <utility>

#include "proxy/tls_bio.h"
#include "proxy/tls_state.h"

namespace caveat::proxy {
namespace {

namespace asio = boost::asio;
using boost::system::error_code;

struct FreesConnection {
  void operator()(SSL* connection) const { SSL_free(connection); }
};

int as_int(std::size_t size) {
  return static_cast<int>(std::min<std::size_t>(size, std::numeric_limits<int>::max()));
}

bool is_address(const std::string& host) {
  ASN1_OCTET_STRING* address = a2i_IPADDRESS(host.c_str());
  ASN1_OCTET_STRING_free(address);
  return address != nullptr;
}

}  // namespace

struct TlsChannel::Connection {
  Connection(SSL_CTX* context, NonblockingSocket& socket) : transport(socket) {
    BIO* const bio = transport.make();
    ssl.reset(bio != nullptr ? SSL_new(context) : nullptr);
    if (ssl) {
      SSL_set_bio(ssl.get(), bio, bio);
    } else {
      BIO_free(bio);
    }
  }

  TlsBio transport;
  std::unique_ptr<SSL, FreesConnection> ssl;  ///< null if there was no memory
};

TlsChannel::TlsChannel(std::unique_ptr<Connection> connection) : connection_(std::move(connection)) {}
TlsChannel::TlsChannel(TlsChannel&&) noexcept = default;
TlsChannel& TlsChannel::operator=(TlsChannel&&) noexcept = default;
TlsChannel::~TlsChannel() = default;

TlsChannel TlsChannel::accepting(const TlsServerContext& context, NonblockingSocket& socket) {
  auto connection = std::make_unique<Connection>(context.state_->certificates.front().context.get(), socket);
  if (connection->ssl) SSL_set_accept_state(connection->ssl.get());
  return TlsChannel(std::move(connection));
}

TlsChannel TlsChannel::connecting(const TlsClientContext& context, const std::string& host,
                                  NonblockingSocket& socket) {
  auto connection = std::make_unique<Connection>(context.state_->context.get(), socket);
  SSL* ssl = connection->ssl.get();
  if (ssl != nullptr) {
    SSL_set_connect_state(ssl);
    // Addresses are not sent as names (RFC 6066, 3), and are proven by another field of the certificate.
    if (is_address(host)) {
      X509_VERIFY_PARAM_set1_ip_asc(SSL_get0_param(ssl), host.c_str());
    } else {
      SSL_set_tlsext_host_name(ssl, host.c_str());
      SSL_set1_host(ssl, host.c_str());
    }
  }
  return TlsChannel(std::move(connection));
}

TlsChannel::Progress TlsChannel::after(int result) {
  if (result > 0) return {.bytes = static_cast<std::size_t>(result), .wants = Wants::nothing, .error = {}};
  switch (SSL_get_error(connection_->ssl.get(), result)) {
    case SSL_ERROR_WANT_READ:
      return {.bytes = 0, .wants = Wants::readable, .error = {}};
    case SSL_ERROR_WANT_WRITE:
      return {.bytes = 0, .wants = Wants::writable, .error = {}};
    case SSL_ERROR_ZERO_RETURN:
      return {.bytes = 0, .wants = Wants::nothing, .error = asio::error::eof};
    case SSL_ERROR_SYSCALL: {
      failure_ = "the connection broke off";
      ERR_clear_error();
      const error_code error = connection_->transport.error();
      return {.bytes = 0,
              .wants = Wants::nothing,
              .error = error ? error : error_code(asio::error::connection_reset)};
    }
    default:
      failure_ = tls_errors();
      if (const long verdict = SSL_get_verify_result(connection_->ssl.get()); verdict != X509_V_OK)
        failure_ += std::string(" (") + X509_verify_cert_error_string(verdict) + ")";
      return {.bytes = 0, .wants = Wants::nothing, .error = asio::error::connection_reset};
  }
}

TlsChannel::Progress TlsChannel::handshake() {
  if (!connection_->ssl) return {.bytes = 0, .wants = Wants::nothing, .error = asio::error::no_memory};
  ERR_clear_error();
  Progress progress = after(SSL_do_handshake(connection_->ssl.get()));
  progress.bytes = 0;
  return progress;
}

TlsChannel::Progress TlsChannel::read(std::span<char> into) {
  ERR_clear_error();
  return after(SSL_read(connection_->ssl.get(), into.data(), as_int(into.size())));
}

TlsChannel::Progress TlsChannel::write(std::string_view bytes) {
  ERR_clear_error();
  return after(SSL_write(connection_->ssl.get(), bytes.data(), as_int(bytes.size())));
}

TlsChannel::Progress TlsChannel::flush() {
  const error_code error = connection_->transport.flush().error;
  const bool waits = !error && connection_->transport.has_unsent();
  return {.bytes = 0, .wants = waits ? Wants::writable : Wants::nothing, .error = error};
}

bool TlsChannel::holds_input() const {
  return SSL_has_pending(connection_->ssl.get()) == 1;
}

bool TlsChannel::is_quiet() {
  char byte = 0;
  const TlsBio::AsksAnyway asks_anyway(connection_->transport);
  ERR_clear_error();
  const Progress progress = after(SSL_peek(connection_->ssl.get(), &byte, 1));
  return progress.bytes == 0 && !progress.error;
}

void TlsChannel::close_notify() {
  ERR_clear_error();
  if (connection_->ssl && SSL_is_init_finished(connection_->ssl.get()) != 0)
    SSL_shutdown(connection_->ssl.get());
  ERR_clear_error();
}

std::string_view TlsChannel::protocol() const {
  const unsigned char* name = nullptr;
  unsigned size = 0;
  SSL_get0_alpn_selected(connection_->ssl.get(), &name, &size);
  return {reinterpret_cast<const char*>(name), size};
}

}  // namespace caveat::proxy
