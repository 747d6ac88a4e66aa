// Digests that records state of themselves: "sha1:3I42H3S6NNFQ2MSVX7XZKYAYSCX5QBYJ".
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>

struct evp_md_ctx_st;
struct evp_md_st;

namespace caveat::audit {

/// Compares what bytes have for a digest to what was stated. WARC 1.1 leaves the algorithm and the encoding
/// open; SHA-1, SHA-256, SHA-512 and MD5 are known, in base32 (RFC 4648, 6) and in hexadecimal digits. What
/// is not known is not compared.
class RecordDigest {
 public:
  RecordDigest();
  ~RecordDigest();

  /// Begins anew. False if there is nothing to compare with: then `update` costs nothing.
  bool begin(std::string_view stated);
  void update(std::string_view bytes);
  /// nullopt if nothing was compared. Once.
  std::optional<bool> matches();

 private:
  struct Destroy {
    void operator()(evp_md_ctx_st* context) const;
  };
  std::unique_ptr<evp_md_ctx_st, Destroy> context_;
  std::string expected_;  ///< its bytes; empty: none is compared
};

}  // namespace caveat::audit
