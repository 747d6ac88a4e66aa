#include "audit/formats/record_digest.h"

#include <openssl/evp.h>

#include <array>
#include <cstdint>
#include <new>

#include "filter/field_list.h"
#include "rules/ascii_case.h"

namespace caveat::audit {
namespace {

struct Algorithm {
  std::string_view name;
  const EVP_MD* (*make)();
};

constexpr std::array<Algorithm, 6> kAlgorithms = {{{"sha1", EVP_sha1},
                                                   {"sha-1", EVP_sha1},
                                                   {"sha256", EVP_sha256},
                                                   {"sha-256", EVP_sha256},
                                                   {"sha512", EVP_sha512},
                                                   {"md5", EVP_md5}}};

const EVP_MD* algorithm_of(std::string_view name) {
  const std::string wanted = rules::lower_case(name);
  for (const Algorithm& algorithm : kAlgorithms) {
    if (algorithm.name == wanted) return algorithm.make();
  }
  return nullptr;
}

/// Of a digit of `alphabet`, in any case; -1 if it is none.
int value_of(char digit, std::string_view alphabet) {
  const std::size_t at =
      alphabet.find(digit >= 'A' && digit <= 'Z' ? static_cast<char>(digit - 'A' + 'a') : digit);
  return at == std::string_view::npos ? -1 : static_cast<int>(at);
}

/// Digits of `bits` bits each; empty if they are not `size` bytes.
std::string decode(std::string_view digits, std::string_view alphabet, unsigned bits, std::size_t size) {
  while (digits.ends_with('=')) digits.remove_suffix(1);
  std::string bytes;
  std::uint32_t waiting = 0;
  unsigned waiting_bits = 0;
  for (const char digit : digits) {
    const int value = value_of(digit, alphabet);
    if (value < 0) return {};
    waiting = (waiting << bits | static_cast<std::uint32_t>(value)) & 0xfff;
    waiting_bits += bits;
    if (waiting_bits < 8) continue;
    waiting_bits -= 8;
    bytes += static_cast<char>(waiting >> waiting_bits & 0xff);
  }
  return bytes.size() == size ? bytes : std::string();
}

}  // namespace

RecordDigest::RecordDigest() : context_(EVP_MD_CTX_new()) {
  if (!context_) throw std::bad_alloc();
}

RecordDigest::~RecordDigest() = default;

void RecordDigest::Destroy::operator()(evp_md_ctx_st* context) const {
  EVP_MD_CTX_free(context);
}

bool RecordDigest::begin(std::string_view stated) {
  expected_.clear();
  const std::size_t colon = stated.find(':');
  if (colon == std::string_view::npos) return false;
  const EVP_MD* const algorithm = algorithm_of(filter::trim_ows(stated.substr(0, colon)));
  if (algorithm == nullptr) return false;
  const std::string_view digits = filter::trim_ows(stated.substr(colon + 1));
  const auto size = static_cast<std::size_t>(EVP_MD_get_size(algorithm));
  std::string expected = decode(digits, "0123456789abcdef", 4, size);
  if (expected.empty()) expected = decode(digits, "abcdefghijklmnopqrstuvwxyz234567", 5, size);
  if (expected.empty() || EVP_DigestInit_ex2(context_.get(), algorithm, nullptr) != 1) return false;
  expected_ = std::move(expected);
  return true;
}

void RecordDigest::update(std::string_view bytes) {
  if (!expected_.empty()) EVP_DigestUpdate(context_.get(), bytes.data(), bytes.size());
}

std::optional<bool> RecordDigest::matches() {
  if (expected_.empty()) return std::nullopt;
  std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
  unsigned size = 0;
  EVP_DigestFinal_ex(context_.get(), digest.data(), &size);
  const bool same = std::string_view(reinterpret_cast<const char*>(digest.data()), size) == expected_;
  expected_.clear();
  return same;
}

}  // namespace caveat::audit
