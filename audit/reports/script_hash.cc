#include "audit/reports/script_hash.h"

#include <openssl/evp.h>

#include <array>

namespace caveat::audit {

std::string content_hash(std::string_view content) {
  std::array<unsigned char, 32> digest{};
  EVP_Digest(content.data(), content.size(), digest.data(), nullptr, EVP_sha256(), nullptr);
  std::array<unsigned char, 45> base64{};
  const int length = EVP_EncodeBlock(base64.data(), digest.data(), static_cast<int>(digest.size()));
  return "sha256-" + std::string(base64.begin(), base64.begin() + length);
}

}  // namespace caveat::audit
