// OpenSSL's side of the contexts; for tls_*.cc only.
#pragma once

#include <openssl/ssl.h>

#include <chrono>
#include <memory>
#include <string>
#include <vector>

#include "proxy/tls_context.h"

namespace caveat::proxy {

struct FreesContext {
  void operator()(SSL_CTX* context) const { SSL_CTX_free(context); }
};
using ContextPointer = std::unique_ptr<SSL_CTX, FreesContext>;

struct TlsCertificate {
  ContextPointer context;
  std::vector<std::string> names;  ///< lower case; may begin with `*.`
  std::vector<int> key_kinds;      ///< EVP_PKEY_id(3), one for each certificate of these names
};

struct TlsServerContext::State {
  std::vector<TlsCertificate> certificates;  ///< at least one
  std::vector<CertificateValidity> validities;
};

struct TlsClientContext::State {
  ContextPointer context;
  std::string digest;
};

/// What OpenSSL's error queue of this thread holds, as one line; empties it.
std::string tls_errors();

}  // namespace caveat::proxy
