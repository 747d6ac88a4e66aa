#include "audit/journal/hash.h"

#include <openssl/evp.h>

#include <algorithm>
#include <memory>
#include <stdexcept>

#include "rules/base64.h"

namespace caveat::audit {
namespace {

using Context = std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)>;

void must(bool done) {
  if (!done) throw std::runtime_error("OpenSSL offers no SHA-256");
}

/// To make one takes longer than to hash a line with it.
EVP_MD_CTX* context_of_this_thread() {
  thread_local const Context kContext(EVP_MD_CTX_new(), &EVP_MD_CTX_free);
  must(kContext != nullptr);
  return kContext.get();
}

const EVP_MD* algorithm() {
  static const EVP_MD* const kFetched = EVP_MD_fetch(nullptr, "SHA256", nullptr);
  return kFetched;
}

}  // namespace

Hash sha256(std::initializer_list<std::string_view> pieces) {
  EVP_MD_CTX* const context = context_of_this_thread();
  must(EVP_DigestInit_ex2(context, algorithm(), nullptr) == 1);
  for (const std::string_view piece : pieces)
    must(EVP_DigestUpdate(context, piece.data(), piece.size()) == 1);
  Hash hash{};
  must(EVP_DigestFinal_ex(context, hash.data(), nullptr) == 1);
  return hash;
}

std::string base64(const Hash& hash) {
  return rules::base64(std::string_view(reinterpret_cast<const char*>(hash.data()), hash.size()));
}

std::optional<Hash> hash_from_base64(std::string_view text) {
  const auto bytes = rules::from_base64(text);
  Hash hash{};
  if (!bytes || bytes->size() != hash.size()) return std::nullopt;
  std::copy(bytes->begin(), bytes->end(), reinterpret_cast<char*>(hash.data()));
  return hash;
}

}  // namespace caveat::audit
