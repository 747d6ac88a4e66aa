#include "audit/reports/script_hash.h"

#include "rules/base64.h"
#include "rules/sha256.h"

namespace caveat::audit {

std::string content_hash(std::string_view content) {
  const rules::Sha256 hash = rules::sha256(content);
  return "sha256-" + rules::base64({reinterpret_cast<const char*>(hash.data()), hash.size()});
}

}  // namespace caveat::audit
