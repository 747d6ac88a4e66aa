// files that say they prove a record: read, and never proven for a key that signed nothing.
#include <cstdint>
#include <cstdlib>
#include <string>

#include "audit/journal/proof_file.h"
#include "rules/signing_key.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace caveat::audit;
  static const std::string kKey = caveat::rules::SigningKey::generate().public_key();
  const std::string text(reinterpret_cast<const char*>(data), size);
  const auto note = read_note(text);
  if (note && is_signed_by(*note, kKey)) std::abort();
  const auto proof = read_proof(text);
  if (!proof) return 0;
  if (check_proof(*proof, kKey)) std::abort();
  const auto again = read_proof(proof_text(*proof));
  if (!again || proof_text(*again) != proof_text(*proof)) std::abort();
  return 0;
}
