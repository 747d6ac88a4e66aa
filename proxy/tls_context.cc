#include "proxy/tls_context.h"

#include <openssl/err.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>

#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <ctime>
#include <fstream>
#include <iterator>
#include <utility>

#include "proxy/tls_state.h"
#include "rules/ascii_case.h"
#include "rules/digest.h"

namespace caveat::proxy {
namespace {

using Failure = std::string;

struct FreesNames {
  void operator()(GENERAL_NAMES* names) const { GENERAL_NAMES_free(names); }
};

std::vector<std::string> dns_names(X509* certificate) {
  std::vector<std::string> found;
  const std::unique_ptr<GENERAL_NAMES, FreesNames> names(
      static_cast<GENERAL_NAMES*>(X509_get_ext_d2i(certificate, NID_subject_alt_name, nullptr, nullptr)));
  if (!names) return found;
  for (int i = 0; i < sk_GENERAL_NAME_num(names.get()); ++i) {
    const GENERAL_NAME* name = sk_GENERAL_NAME_value(names.get(), i);
    if (name->type != GEN_DNS) continue;
    const auto* bytes = reinterpret_cast<const char*>(ASN1_STRING_get0_data(name->d.dNSName));
    found.push_back(
        rules::lower_case({bytes, static_cast<std::size_t>(ASN1_STRING_length(name->d.dNSName))}));
  }
  return found;
}

std::chrono::sys_seconds moment_of(const ASN1_TIME* written) {
  std::tm time{};
  if (ASN1_TIME_to_tm(written, &time) != 1) return {};
  return std::chrono::sys_seconds(std::chrono::seconds(::timegm(&time)));
}

std::chrono::sys_seconds not_after(const X509* certificate) {
  return moment_of(X509_get0_notAfter(certificate));
}

/// Of the certificate that `context` shows and of those that lead to its root.
std::chrono::sys_seconds earliest_end(SSL_CTX* context) {
  std::chrono::sys_seconds earliest = not_after(SSL_CTX_get0_certificate(context));
  STACK_OF(X509)* chain = nullptr;
  SSL_CTX_get0_chain_certs(context, &chain);
  for (int i = 0; i < sk_X509_num(chain); ++i)
    earliest = std::min(earliest, not_after(sk_X509_value(chain, i)));
  return earliest;
}

/// Exactly, or one label in the place of the star (RFC 6125, 6.4.3).
bool matches(std::string_view pattern, std::string_view host) {
  if (!pattern.starts_with("*.")) return pattern == host;
  const std::size_t dot = host.find('.');
  return dot != std::string_view::npos && dot > 0 && host.substr(dot) == pattern.substr(1);
}

/// Puts the certificate in that the reader asked for by name (RFC 6066, 3).
int choose_certificate(SSL* connection, int*, void* argument) {
  const char* asked = SSL_get_servername(connection, TLSEXT_NAMETYPE_host_name);
  if (asked == nullptr) return SSL_TLSEXT_ERR_NOACK;
  const auto& certificates = *static_cast<const std::vector<TlsCertificate>*>(argument);
  const std::string host = rules::lower_case(asked);
  for (const bool with_star : {false, true}) {
    for (const TlsCertificate& certificate : certificates) {
      const bool fits = std::any_of(
          certificate.names.begin(), certificate.names.end(),
          [&](const std::string& name) { return name.starts_with('*') == with_star && matches(name, host); });
      if (!fits) continue;
      SSL_set_SSL_CTX(connection, certificate.context.get());
      return SSL_TLSEXT_ERR_OK;
    }
  }
  return SSL_TLSEXT_ERR_NOACK;
}

/// Offers HTTP/2 first. A reader that speaks neither is served HTTP/1.1 all the same if it negotiates
/// nothing.
int choose_protocol(SSL*, const unsigned char** chosen, unsigned char* chosen_size,
                    const unsigned char* offered, unsigned offered_size, void* protocols) {
  const auto& ours = *static_cast<const std::string_view*>(protocols);
  unsigned char* out = nullptr;
  const int result =
      SSL_select_next_proto(&out, chosen_size, reinterpret_cast<const unsigned char*>(ours.data()),
                            static_cast<unsigned>(ours.size()), offered, offered_size);
  *chosen = out;
  return result == OPENSSL_NPN_NEGOTIATED ? SSL_TLSEXT_ERR_OK : SSL_TLSEXT_ERR_ALERT_FATAL;
}

constexpr std::string_view kOnlyHttp1("\x08http/1.1\x08http/1.0", 18);
constexpr std::string_view kHttp2First("\x02h2\x08http/1.1\x08http/1.0", 21);

void set_modes(SSL_CTX* context) {
  SSL_CTX_set_min_proto_version(context, TLS1_2_VERSION);
  SSL_CTX_set_options(context, SSL_OP_NO_RENEGOTIATION | SSL_OP_NO_COMPRESSION);
  SSL_CTX_set_mode(context, SSL_MODE_ENABLE_PARTIAL_WRITE | SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER |
                                SSL_MODE_RELEASE_BUFFERS);
  SSL_CTX_set_read_ahead(context, 1);
}

/// Nullopt, or why a file cannot be read: OpenSSL would say it in numbers.
std::optional<Failure> unreadable(const std::string& what, const std::string& file) {
  if (::access(file.c_str(), R_OK) == 0) return std::nullopt;
  return what + " cannot be read: " + std::strerror(errno);
}

/// Nullopt, or what is wrong with the files.
std::optional<Failure> use_certificate(SSL_CTX* context, const CertificateFiles& files) {
  for (const std::string* file : {&files.chain, &files.key}) {
    if (auto failure = unreadable("the file " + *file + " of a certificate", *file)) return failure;
  }
  ERR_clear_error();
  if (SSL_CTX_use_certificate_chain_file(context, files.chain.c_str()) != 1) {
    return "the certificate " + files.chain + " cannot be used: " + tls_errors() +
           "; it has to be PEM, the server's own certificate first";
  }
  if (SSL_CTX_use_PrivateKey_file(context, files.key.c_str(), SSL_FILETYPE_PEM) != 1) {
    return "the key " + files.key + " cannot be used: " + tls_errors() +
           "; it has to be PEM without a passphrase, and the one that " + files.chain + " was made for";
  }
  if (SSL_CTX_check_private_key(context) != 1)
    return "the key " + files.key + " is not the one that " + files.chain + " was made for: " + tls_errors();
  return std::nullopt;
}

bool share_a_name(const TlsCertificate& one, const TlsCertificate& other) {
  return std::find_first_of(one.names.begin(), one.names.end(), other.names.begin(), other.names.end()) !=
         one.names.end();
}

/// One context holds a certificate for each kind of key, and OpenSSL chooses by what the reader can use: so
/// one that was chosen before for a name of this one shows this one as well, to whom its own is of no use.
std::optional<Failure> add_to_earlier(const TlsCertificate& certificate, const CertificateFiles& files,
                                      std::vector<TlsCertificate>& earlier) {
  const int kind = certificate.key_kinds.front();
  for (TlsCertificate& one : earlier) {
    if (!share_a_name(one, certificate)) continue;
    if (std::find(one.key_kinds.begin(), one.key_kinds.end(), kind) == one.key_kinds.end()) {
      one.key_kinds.push_back(kind);
      if (auto failure = use_certificate(one.context.get(), files)) return failure;
    } else if (one.names == certificate.names) {
      return "the certificate " + files.chain + " would never be shown: another one is for the same names (" +
             certificate.names.front() + ") and has a key of the same kind; leave one of them out";
    }
  }
  return std::nullopt;
}

/// A key that needs a passphrase must not ask for it on the terminal of a server.
int no_passphrase(char*, int, int, void*) {
  return 0;
}

}  // namespace

std::string tls_errors() {
  std::string text;
  while (const unsigned long code = ERR_get_error()) {
    std::array<char, 256> line{};
    ERR_error_string_n(code, line.data(), line.size());
    const char* reason = ERR_reason_error_string(code);
    if (!text.empty()) text += ", ";
    text += reason != nullptr ? reason : line.data();
  }
  return text.empty() ? "no reason given" : text;
}

TlsServerContext::TlsServerContext(std::unique_ptr<State> state) : state_(std::move(state)) {}
TlsServerContext::~TlsServerContext() = default;

boost::system::result<std::shared_ptr<const TlsServerContext>, std::string> TlsServerContext::load(
    const std::vector<CertificateFiles>& certificates, bool offers_http2) {
  auto state = std::make_unique<State>();
  for (const CertificateFiles& files : certificates) {
    TlsCertificate certificate;
    certificate.context.reset(SSL_CTX_new(TLS_server_method()));
    SSL_CTX* context = certificate.context.get();
    if (context == nullptr) return Failure("TLS cannot be used: " + tls_errors());
    set_modes(context);
    SSL_CTX_set_default_passwd_cb(context, no_passphrase);
    if (auto failure = use_certificate(context, files)) return *std::move(failure);
    const X509* const own = SSL_CTX_get0_certificate(context);
    certificate.names = dns_names(SSL_CTX_get0_certificate(context));
    certificate.key_kinds = {EVP_PKEY_get_base_id(SSL_CTX_get0_privatekey(context))};
    state->validities.push_back({.name = certificate.names.empty() ? "" : certificate.names.front(),
                                 .not_after = earliest_end(context),
                                 .not_before = moment_of(X509_get0_notBefore(own)),
                                 .names = certificate.names,
                                 .file = files.chain});
    if (auto failure = add_to_earlier(certificate, files, state->certificates)) return *std::move(failure);
    // The callback takes it as `void*`, and only reads.
    SSL_CTX_set_alpn_select_cb(context, choose_protocol,
                               const_cast<std::string_view*>(offers_http2 ? &kHttp2First : &kOnlyHttp1));
    state->certificates.push_back(std::move(certificate));
  }
  if (state->certificates.empty()) return Failure("there is no certificate");
  SSL_CTX* first = state->certificates.front().context.get();
  SSL_CTX_set_tlsext_servername_callback(first, choose_certificate);
  SSL_CTX_set_tlsext_servername_arg(first, &state->certificates);
  return std::shared_ptr<const TlsServerContext>(new TlsServerContext(std::move(state)));
}

std::vector<CertificateValidity> TlsServerContext::validities() const {
  return state_->validities;
}

TlsClientContext::TlsClientContext(std::unique_ptr<State> state) : state_(std::move(state)) {}
TlsClientContext::~TlsClientContext() = default;

std::string TlsClientContext::digest_of_files(const TlsClientOptions& options) {
  std::vector<std::string> paths = {options.authorities};
  if (options.certificate) paths.insert(paths.end(), {options.certificate->chain, options.certificate->key});
  std::vector<rules::SourceFile> files;
  for (const std::string& path : paths) {
    std::ifstream file(path, std::ios::binary);
    files.push_back({path, {std::istreambuf_iterator<char>(file), {}}});
  }
  return rules::digest_of(files);
}

const std::string& TlsClientContext::digest() const {
  return state_->digest;
}

boost::system::result<std::shared_ptr<const TlsClientContext>, std::string> TlsClientContext::load(
    const TlsClientOptions& options) {
  auto state = std::make_unique<State>();
  // Before they are loaded: of files that change meanwhile the next comparison will tell.
  state->digest = digest_of_files(options);
  state->context.reset(SSL_CTX_new(TLS_client_method()));
  SSL_CTX* context = state->context.get();
  if (context == nullptr) return Failure("TLS cannot be used: " + tls_errors());
  set_modes(context);
  SSL_CTX_set_default_passwd_cb(context, no_passphrase);
  SSL_CTX_set_verify(context, options.verify ? SSL_VERIFY_PEER : SSL_VERIFY_NONE, nullptr);
  if (!options.authorities.empty()) {
    if (auto failure = unreadable("the authorities " + options.authorities, options.authorities))
      return *std::move(failure);
  }
  ERR_clear_error();
  const bool trusts = options.authorities.empty()
                          ? SSL_CTX_set_default_verify_paths(context) == 1
                          : SSL_CTX_load_verify_file(context, options.authorities.c_str()) == 1;
  if (!trusts) return Failure("the authorities " + options.authorities + " cannot be used: " + tls_errors());
  if (options.certificate) {
    if (auto failure = use_certificate(context, *options.certificate)) return *std::move(failure);
  }
  return std::shared_ptr<const TlsClientContext>(new TlsClientContext(std::move(state)));
}

}  // namespace caveat::proxy
