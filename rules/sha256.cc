#include "rules/sha256.h"

#include <openssl/evp.h>

#include <stdexcept>

namespace caveat::rules {
namespace {

void require_sha256(bool done) {
  if (!done) throw std::runtime_error("OpenSSL offers no SHA-256");
}

}  // namespace

Sha256 sha256(std::string_view bytes) {
  Sha256 hash{};
  require_sha256(EVP_Digest(bytes.data(), bytes.size(), hash.data(), nullptr, EVP_sha256(), nullptr) == 1);
  return hash;
}

void RunningSha256::Free::operator()(evp_md_ctx_st* context) const {
  EVP_MD_CTX_free(context);
}

RunningSha256::RunningSha256() : context_(EVP_MD_CTX_new()) {
  require_sha256(context_ && EVP_DigestInit_ex(context_.get(), EVP_sha256(), nullptr) == 1);
}

void RunningSha256::add(std::string_view bytes) {
  require_sha256(EVP_DigestUpdate(context_.get(), bytes.data(), bytes.size()) == 1);
}

Sha256 RunningSha256::hash() const {
  const std::unique_ptr<EVP_MD_CTX, Free> so_far(EVP_MD_CTX_new());
  Sha256 hash{};
  require_sha256(so_far && EVP_MD_CTX_copy_ex(so_far.get(), context_.get()) == 1 &&
                 EVP_DigestFinal_ex(so_far.get(), hash.data(), nullptr) == 1);
  return hash;
}

}  // namespace caveat::rules
