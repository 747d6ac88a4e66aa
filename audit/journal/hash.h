// SHA-256 (FIPS 180-4) of a line of the journal or a node of its tree, and how proofs and checkpoints write
// it.
#pragma once

#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>

#include "rules/sha256.h"

namespace caveat::audit {

using Hash = rules::Sha256;

/// Over the concatenation of `pieces`. Safe to call from any thread.
Hash sha256(std::initializer_list<std::string_view> pieces);

/// As rules/base64.h has it.
std::string base64(const Hash& hash);
std::optional<Hash> hash_from_base64(std::string_view text);

}  // namespace caveat::audit
