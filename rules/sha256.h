// SHA-256 (FIPS 180-4) of bytes, which may come piece by piece.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "rules/hex_digit.h"

struct evp_md_ctx_st;

namespace caveat::rules {

using Sha256 = std::array<std::uint8_t, 32>;

/// Over `bytes` alone. Throws as RunningSha256 does.
Sha256 sha256(std::string_view bytes);

/// Throws std::runtime_error where OpenSSL has no memory or no such algorithm.
class RunningSha256 {
 public:
  RunningSha256();

  void add(std::string_view bytes);
  /// Of all that was added so far; more may follow.
  Sha256 hash() const;
  std::string hexadecimal() const { return rules::hexadecimal(hash()); }

 private:
  struct Free {
    void operator()(evp_md_ctx_st* context) const;
  };
  std::unique_ptr<evp_md_ctx_st, Free> context_;
};

}  // namespace caveat::rules
