#include "rules/digest.h"

#include <openssl/evp.h>

#include <array>
#include <cstdint>
#include <memory>
#include <stdexcept>

namespace caveat::rules {

std::string digest_of(std::span<const SourceFile> files) {
  const std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> context(EVP_MD_CTX_new(), &EVP_MD_CTX_free);
  bool good = context && EVP_DigestInit_ex(context.get(), EVP_sha256(), nullptr) == 1;
  for (const SourceFile& file : files) {
    const std::string length = std::to_string(file.text.size()) + "\n";
    good = good && EVP_DigestUpdate(context.get(), length.data(), length.size()) == 1;
    good = good && EVP_DigestUpdate(context.get(), file.text.data(), file.text.size()) == 1;
  }
  std::array<unsigned char, EVP_MAX_MD_SIZE> bytes{};
  unsigned size = 0;
  good = good && EVP_DigestFinal_ex(context.get(), bytes.data(), &size) == 1;
  if (!good) throw std::runtime_error("OpenSSL offers no SHA-256");
  constexpr std::string_view kHex = "0123456789abcdef";
  std::string out;
  for (unsigned i = 0; i < size; ++i) out += {kHex[bytes[i] >> 4], kHex[bytes[i] & 15]};
  return out;
}

}  // namespace caveat::rules
