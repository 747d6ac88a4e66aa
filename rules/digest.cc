#include "rules/digest.h"

#include <openssl/evp.h>

#include <array>
#include <cstdint>
#include <memory>
#include <stdexcept>

namespace caveat::rules {

namespace {

class Sha256 {
 public:
  Sha256() : good_(context_ && EVP_DigestInit_ex(context_.get(), EVP_sha256(), nullptr) == 1) {}

  void add(std::string_view bytes) {
    good_ = good_ && EVP_DigestUpdate(context_.get(), bytes.data(), bytes.size()) == 1;
  }

  std::string hexadecimal() {
    std::array<unsigned char, EVP_MAX_MD_SIZE> bytes{};
    unsigned size = 0;
    good_ = good_ && EVP_DigestFinal_ex(context_.get(), bytes.data(), &size) == 1;
    if (!good_) throw std::runtime_error("OpenSSL offers no SHA-256");
    constexpr std::string_view kHex = "0123456789abcdef";
    std::string out;
    for (unsigned i = 0; i < size; ++i) out += {kHex[bytes[i] >> 4], kHex[bytes[i] & 15]};
    return out;
  }

 private:
  std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> context_{EVP_MD_CTX_new(), &EVP_MD_CTX_free};
  bool good_;
};

}  // namespace

std::string digest_of(std::span<const SourceFile> files) {
  Sha256 sum;
  for (const SourceFile& file : files) {
    sum.add(std::to_string(file.text.size()) + "\n");
    sum.add(file.text);
  }
  return sum.hexadecimal();
}

std::string sha256_of(std::string_view bytes) {
  Sha256 sum;
  sum.add(bytes);
  return sum.hexadecimal();
}

}  // namespace caveat::rules
