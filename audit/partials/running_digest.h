// SHA-256 over bytes that come one after the other.
#pragma once

#include <memory>
#include <string>
#include <string_view>

struct evp_md_ctx_st;

namespace caveat::audit {

class RunningDigest {
 public:
  RunningDigest();

  void add(std::string_view bytes);
  /// Of all bytes so far, in lower case; more may follow.
  std::string hexadecimal() const;

 private:
  struct Free {
    void operator()(evp_md_ctx_st* context) const;
  };
  std::unique_ptr<evp_md_ctx_st, Free> context_;
};

}  // namespace caveat::audit
