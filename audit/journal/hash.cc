#include "audit/journal/hash.h"

#include <openssl/evp.h>

#include <algorithm>
#include <memory>
#include <stdexcept>

namespace caveat::audit {
namespace {

using Context = std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)>;

void must(bool done) {
  if (!done) throw std::runtime_error("OpenSSL offers no SHA-256");
}

/// To make one takes longer than to hash a line with it.
EVP_MD_CTX* context_of_this_thread() {
  thread_local const Context context(EVP_MD_CTX_new(), &EVP_MD_CTX_free);
  must(context != nullptr);
  return context.get();
}

const EVP_MD* algorithm() {
  static const EVP_MD* const kSha256 = EVP_MD_fetch(nullptr, "SHA256", nullptr);
  return kSha256;
}

const unsigned char* bytes_of(std::string_view text) {
  return reinterpret_cast<const unsigned char*>(text.data());
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

std::string hexadecimal(const Hash& hash, std::size_t digits) {
  constexpr std::string_view kHex = "0123456789abcdef";
  std::string text;
  text.reserve(2 * hash.size());
  for (const std::uint8_t byte : hash) text += {kHex[byte >> 4], kHex[byte & 15]};
  text.resize(std::min(digits, text.size()));
  return text;
}

std::string base64(std::string_view bytes) {
  std::string text((bytes.size() + 2) / 3 * 4 + 1, '\0');
  const int length = EVP_EncodeBlock(reinterpret_cast<unsigned char*>(text.data()), bytes_of(bytes),
                                     static_cast<int>(bytes.size()));
  text.resize(static_cast<std::size_t>(length));
  return text;
}

std::string base64(const Hash& hash) {
  return base64(std::string_view(reinterpret_cast<const char*>(hash.data()), hash.size()));
}

std::optional<std::string> from_base64(std::string_view text) {
  if (text.empty() || text.size() % 4 != 0 || text.size() > 1'000'000) return std::nullopt;
  std::string bytes(text.size() / 4 * 3, '\0');
  const int length = EVP_DecodeBlock(reinterpret_cast<unsigned char*>(bytes.data()), bytes_of(text),
                                     static_cast<int>(text.size()));
  if (length < 0) return std::nullopt;
  const std::size_t padding = text.ends_with("==") ? 2 : text.ends_with('=') ? 1 : 0;
  bytes.resize(bytes.size() - padding);
  // There is one way to write them.
  if (base64(std::string_view(bytes)) != text) return std::nullopt;
  return bytes;
}

std::optional<Hash> hash_from_base64(std::string_view text) {
  const auto bytes = from_base64(text);
  Hash hash{};
  if (!bytes || bytes->size() != hash.size()) return std::nullopt;
  std::copy(bytes->begin(), bytes->end(), reinterpret_cast<char*>(hash.data()));
  return hash;
}

}  // namespace caveat::audit
