// files that say a journal only grew: read, and never proven for a key that signed nothing.
#include <cstdint>
#include <cstdlib>
#include <string>

#include "audit/journal/consistency_proof.h"
#include "rules/signing_key.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace caveat::audit;
  static const std::string kKey = caveat::rules::SigningKey::generate().public_key();
  const std::string text(reinterpret_cast<const char*>(data), size);
  const auto proof = read_consistency(text);
  if (proof.has_value() && !says_consistency(text)) std::abort();
  if (!proof) return 0;
  if (check_consistency(*proof, kKey)) std::abort();
  const auto again = read_consistency(consistency_text(*proof));
  if (!again || consistency_text(*again) != consistency_text(*proof)) std::abort();
  return 0;
}
