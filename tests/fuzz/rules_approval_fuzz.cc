// files beside packs that say they are approvals: read, or refused with diagnostics, and never valid.
#include <cstdint>
#include <cstdlib>
#include <string>
#include <vector>

#include "rules/approval_check.h"
#include "rules/signing_key.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace caveat::rules;
  const std::string text(reinterpret_cast<const char*>(data), size);
  const SourceFile file{"p.toml.approval-0.txt", text};
  std::vector<Diagnostic> diagnostics;
  const auto approval = parse_approval(file, diagnostics);
  if (!approval && diagnostics.empty()) std::abort();
  if (has_errors(diagnostics)) std::abort();
  if (approval && public_key_line(approval->key) != approval->key) std::abort();
  const SourceFile pack{"p.toml", text};
  const ApprovalPolicy nobody;
  for (const PackApprovals& judged : judge_approvals({&pack, 1}, {&file, 1}, &nobody, diagnostics)) {
    if (judged.counted != 0) std::abort();
  }
  return 0;
}
