// What TLS connections of one kind share: certificates, keys, trust.
#pragma once

#include <boost/system/result.hpp>
#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace caveat::proxy {

/// Files of one certificate, in PEM.
struct CertificateFiles {
  std::string chain;  ///< the server's own certificate first, then what leads to a root
  std::string key;

  friend bool operator==(const CertificateFiles&, const CertificateFiles&) = default;
};

/// When, and for which hosts, readers believe a certificate.
struct CertificateValidity {
  std::string name;                       ///< its first DNS name in lower case; empty if it has none
  std::chrono::sys_seconds not_after;     ///< of the file's chain, whatever ends first (RFC 5280, 4.1.2.5)
  std::chrono::sys_seconds not_before{};  ///< of its own
  std::vector<std::string> names{};       ///< DNS names in lower case; may begin with `*.`
  std::string file{};                     ///< of the chain

  friend bool operator==(const CertificateValidity&, const CertificateValidity&) = default;
};

/// What readers are offered: TLS 1.2 and 1.3, `h2` and `http/1.1`. Immutable; safe to use from any thread,
/// and connections keep it alive.
class TlsServerContext {
 public:
  /// The names of a certificate (its DNS names, RFC 6125) are the names that it is chosen by; the first one
  /// also serves those who ask for no name or another. Of two for one name with keys of two kinds (RSA,
  /// ECDSA) a reader gets the one it can use. The error says which file and what to do.
  static boost::system::result<std::shared_ptr<const TlsServerContext>, std::string> load(
      const std::vector<CertificateFiles>& certificates, bool offers_http2);
  /// Of each certificate, in the order of `load`.
  std::vector<CertificateValidity> validities() const;
  ~TlsServerContext();
  TlsServerContext(const TlsServerContext&) = delete;
  TlsServerContext& operator=(const TlsServerContext&) = delete;

 private:
  friend class TlsChannel;
  struct State;
  explicit TlsServerContext(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

/// How an upstream is spoken to.
struct TlsClientOptions {
  bool verify = true;                           ///< chain and host name
  std::string authorities;                      ///< file of PEM roots; empty: the system's
  std::optional<CertificateFiles> certificate;  ///< of our own, if the upstream asks for one

  friend bool operator==(const TlsClientOptions&, const TlsClientOptions&) = default;
};

/// Immutable; safe to use from any thread.
class TlsClientContext {
 public:
  static boost::system::result<std::shared_ptr<const TlsClientContext>, std::string> load(
      const TlsClientOptions& options);
  /// Of the files as they are; one that cannot be read counts as empty.
  static std::string digest_of_files(const TlsClientOptions& options);
  /// Of those that it was loaded from.
  const std::string& digest() const;
  ~TlsClientContext();
  TlsClientContext(const TlsClientContext&) = delete;
  TlsClientContext& operator=(const TlsClientContext&) = delete;

 private:
  friend class TlsChannel;
  struct State;
  explicit TlsClientContext(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace caveat::proxy
