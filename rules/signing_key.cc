#include "rules/signing_key.h"

#include <openssl/bio.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/pem.h>

#include <algorithm>
#include <stdexcept>
#include <vector>

#include "rules/base64.h"
#include "rules/digest.h"

namespace caveat::rules {

namespace {

constexpr std::size_t kKeyBytes = 32;
constexpr std::size_t kSignatureBytes = 64;
/// All Ed25519 keys begin alike in DER: a sequence, the algorithm 1.3.101.112, a bit string.
constexpr std::string_view kDerBeginning("\x30\x2a\x30\x05\x06\x03\x2b\x65\x70\x03\x21\x00", 12);

const unsigned char* octets_of(std::string_view text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}

std::optional<std::string> der_of(std::string_view line) {
  auto der = from_base64(line);
  const bool is_key =
      der && der->size() == kDerBeginning.size() + kKeyBytes && der->starts_with(kDerBeginning);
  return is_key ? der : std::nullopt;
}

using Bio = std::unique_ptr<BIO, decltype(&BIO_free)>;
using DigestContext = std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)>;

int give_passphrase(char* buffer, int size, int, void* asked) {
  const std::string given = (*static_cast<const std::function<std::string()>*>(asked))();
  const auto length = std::min(given.size(), static_cast<std::size_t>(size));
  std::copy_n(given.data(), length, buffer);
  return static_cast<int>(length);
}

void must(bool done) {
  if (!done) throw std::runtime_error("OpenSSL cannot use Ed25519");
}

}  // namespace

std::optional<std::string> public_key_line(std::string_view written) {
  constexpr std::string_view kBegin = "-----BEGIN PUBLIC KEY-----";
  if (const std::size_t begin = written.find(kBegin); begin != std::string_view::npos) {
    written.remove_prefix(begin + kBegin.size());
    written = written.substr(0, written.find("-----END PUBLIC KEY-----"));
  }
  constexpr std::string_view kBlanks = " \t\r\n";
  const std::size_t begin = written.find_first_not_of(kBlanks);
  if (begin == std::string_view::npos) return std::nullopt;
  const std::string line(written.substr(begin, written.find_last_not_of(kBlanks) + 1 - begin));
  return der_of(line) ? std::optional(line) : std::nullopt;
}

std::string public_key_pem(std::string_view key) {
  return "-----BEGIN PUBLIC KEY-----\n" + std::string(key) + "\n-----END PUBLIC KEY-----\n";
}

std::string key_id(std::string_view key) {
  return sha256_of(der_of(key).value_or("")).substr(0, 16);
}

bool signature_holds(std::string_view key, std::string_view bytes, std::string_view signature) {
  const auto der = der_of(key);
  const auto signed_with = from_base64(signature);
  if (!der || !signed_with || signed_with->size() != kSignatureBytes) return false;
  const std::unique_ptr<EVP_PKEY, decltype(&EVP_PKEY_free)> public_key(
      EVP_PKEY_new_raw_public_key(EVP_PKEY_ED25519, nullptr, octets_of(*der) + kDerBeginning.size(),
                                  kKeyBytes),
      &EVP_PKEY_free);
  const DigestContext context(EVP_MD_CTX_new(), &EVP_MD_CTX_free);
  const bool holds = public_key && context &&
                     EVP_DigestVerifyInit(context.get(), nullptr, nullptr, nullptr, public_key.get()) == 1 &&
                     EVP_DigestVerify(context.get(), octets_of(*signed_with), kSignatureBytes,
                                      octets_of(bytes), bytes.size()) == 1;
  ERR_clear_error();
  return holds;
}

SigningKey::SigningKey(EVP_PKEY* key) : key_(key, &EVP_PKEY_free) {}

SigningKey SigningKey::generate() {
  EVP_PKEY* key = EVP_PKEY_Q_keygen(nullptr, nullptr, "ED25519");
  must(key != nullptr);
  return SigningKey(key);
}

std::optional<SigningKey> SigningKey::read(std::string_view pem,
                                           const std::function<std::string()>& passphrase) {
  const Bio source(BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size())), &BIO_free);
  must(source != nullptr);
  auto* asked = const_cast<std::function<std::string()>*>(&passphrase);
  EVP_PKEY* read = PEM_read_bio_PrivateKey(source.get(), nullptr, &give_passphrase, asked);
  ERR_clear_error();
  if (read == nullptr) return std::nullopt;
  SigningKey key(read);
  if (EVP_PKEY_id(read) != EVP_PKEY_ED25519) return std::nullopt;
  return key;
}

std::string SigningKey::pem() const {
  const Bio out(BIO_new(BIO_s_mem()), &BIO_free);
  must(out &&
       PEM_write_bio_PKCS8PrivateKey(out.get(), key_.get(), nullptr, nullptr, 0, nullptr, nullptr) == 1);
  char* text = nullptr;
  const long length = BIO_get_mem_data(out.get(), &text);
  return {text, static_cast<std::size_t>(length)};
}

std::string SigningKey::public_key() const {
  std::string der(kDerBeginning);
  der.resize(kDerBeginning.size() + kKeyBytes);
  std::size_t size = kKeyBytes;
  must(EVP_PKEY_get_raw_public_key(key_.get(), reinterpret_cast<unsigned char*>(&der[kDerBeginning.size()]),
                                   &size) == 1);
  return base64(der);
}

std::string SigningKey::sign(std::string_view bytes) const {
  const DigestContext context(EVP_MD_CTX_new(), &EVP_MD_CTX_free);
  std::string signature(kSignatureBytes, '\0');
  std::size_t size = signature.size();
  must(context && EVP_DigestSignInit(context.get(), nullptr, nullptr, nullptr, key_.get()) == 1 &&
       EVP_DigestSign(context.get(), reinterpret_cast<unsigned char*>(signature.data()), &size,
                      octets_of(bytes), bytes.size()) == 1);
  return base64(signature);
}

}  // namespace caveat::rules
