#include "filter/body_digest.h"

#include <openssl/evp.h>

#include <array>
#include <stdexcept>

namespace caveat::filter {
namespace {

void must(bool done) {
  if (!done) throw std::runtime_error("OpenSSL offers no SHA-256");
}

}  // namespace

void BodyDigest::Free::operator()(evp_md_ctx_st* context) const {
  EVP_MD_CTX_free(context);
}

BodyDigest::BodyDigest() : context_(EVP_MD_CTX_new()) {
  must(context_ && EVP_DigestInit_ex(context_.get(), EVP_sha256(), nullptr) == 1);
}
BodyDigest::~BodyDigest() = default;

void BodyDigest::write(std::string_view bytes) {
  must(EVP_DigestUpdate(context_.get(), bytes.data(), bytes.size()) == 1);
}

std::string BodyDigest::text() const {
  const std::unique_ptr<evp_md_ctx_st, Free> so_far(EVP_MD_CTX_new());
  std::array<unsigned char, EVP_MAX_MD_SIZE> bytes{};
  unsigned size = 0;
  must(so_far && EVP_MD_CTX_copy_ex(so_far.get(), context_.get()) == 1 &&
       EVP_DigestFinal_ex(so_far.get(), bytes.data(), &size) == 1);
  constexpr std::string_view kHex = "0123456789abcdef";
  std::string text;
  for (unsigned i = 0; i < size; ++i) text += {kHex[bytes[i] >> 4], kHex[bytes[i] & 15]};
  return text;
}

}  // namespace caveat::filter
