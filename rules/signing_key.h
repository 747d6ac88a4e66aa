// Ed25519 keys and signatures (RFC 8032) as text.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

struct evp_pkey_st;

namespace caveat::rules {

/// A public key is written as the one line between BEGIN and END of its PEM (RFC 8410): 60 characters of
/// base64. `written` is that line or the whole PEM; nullopt if it is neither.
std::optional<std::string> public_key_line(std::string_view written);

/// The PEM of a public key's line.
std::string public_key_pem(std::string_view key);

/// What names a key: the first 16 digits of the SHA-256 over its DER.
std::string key_id(std::string_view key);

/// Whether `signature`, in base64, is that of `key` over `bytes`. False for whatever is not well-formed.
bool signature_holds(std::string_view key, std::string_view bytes, std::string_view signature);

/// A private key. It is never written anywhere but by `pem`.
class SigningKey {
 public:
  static SigningKey generate();

  /// Of PKCS #8 in PEM; text before it is passed over. `passphrase` is asked if the key is locked by one.
  /// nullopt if there is no such key, or the passphrase is wrong.
  static std::optional<SigningKey> read(std::string_view pem, const std::function<std::string()>& passphrase);

  std::string pem() const;
  std::string public_key() const;                  ///< its line
  std::string sign(std::string_view bytes) const;  ///< in base64

 private:
  explicit SigningKey(evp_pkey_st* key);
  std::shared_ptr<evp_pkey_st> key_;
};

}  // namespace caveat::rules
