// `caveat evidence prove-consistency`, and `verify-proof` of what it gives.
#include <iostream>

#include "app/evidence_actions.h"
#include "app/evidence_places.h"
#include "app/exit_codes.h"
#include "audit/journal/consistency_proof.h"
#include "rules/diagnostic_renderers.h"

namespace caveat::app {
namespace {

using audit::SignedCheckpoint;

/// The one of the journal `origin`; null if there is none, or more than one.
const SignedCheckpoint* only_one_of(const std::vector<SignedCheckpoint>& heads, const std::string& origin) {
  const SignedCheckpoint* found = nullptr;
  for (const SignedCheckpoint& head : heads) {
    if (head.checkpoint.origin != origin) continue;
    if (found != nullptr) return nullptr;
    found = &head;
  }
  return found;
}

/// Null, and complained of, unless there is one.
const SignedCheckpoint* head_or_complain(const std::vector<SignedCheckpoint>& heads,
                                         const std::string& origin) {
  const SignedCheckpoint* head = only_one_of(heads, origin);
  if (head == nullptr)
    could_not("--head has to give one checkpoint of the journal " + rules::harmless_text(origin));
  return head;
}

}  // namespace

int prove_consistency_of_evidence(const EvidenceArguments& arguments) {
  const auto places = find_journals(arguments.operands);
  if (!places) return could_not(places.error().said);
  if (const std::string fault = must_be_one(*places); !fault.empty()) return could_not(fault);
  const auto heads = read_kept_heads(arguments.heads);
  if (!heads) return could_not(heads.error().said);
  if (heads->empty())
    return could_not("since when? Give a checkpoint that `caveat evidence head` made by --head");
  const SignedCheckpoint* earlier = head_or_complain(*heads, audit::journal_origin(places->front().files));
  if (earlier == nullptr) return kCouldNot;
  const auto proof = audit::prove_consistency(places->front().files, *earlier);
  if (!proof) {
    could_not(rules::harmless_text(proof.error().why));
    return proof.error().is_contradicted ? kFindings : kCouldNot;
  }
  std::cout << audit::consistency_text(*proof);
  return kClean;
}

int verify_consistency_proof(const std::string& text, const std::string& key,
                             const EvidenceArguments& arguments) {
  const std::string& file = arguments.operands.front();
  const auto proof = audit::read_consistency(text);
  if (!proof) return could_not(file + ": " + proof.error());
  const auto heads = read_kept_heads(arguments.heads);
  if (!heads) return could_not(heads.error().said);
  const auto proven = audit::check_consistency(*proof, key);
  if (!proven) {
    std::cout << rules::harmless_text(file + ": " + proven.error()) << "\n";
    return kFindings;
  }
  const audit::Checkpoint& earlier = proven->earlier.checkpoint;
  if (!heads->empty()) {
    const SignedCheckpoint* kept = head_or_complain(*heads, earlier.origin);
    if (kept == nullptr) return kCouldNot;
    if (!(kept->checkpoint.tree == earlier.tree)) {
      std::cout << rules::harmless_text(file)
                << ": it begins with another checkpoint than the one that was kept\n";
      return kFindings;
    }
  }
  std::cout << "proven: the first " << earlier.tree.size << " lines of the journal "
            << rules::harmless_text(earlier.origin)
            << " are what they were when the earlier checkpoint was signed; the later one is of "
            << proven->later.checkpoint.tree.size << " lines, and none but new ones came to them\n";
  if (heads->empty())
    std::cout << "compare the earlier checkpoint with the one that you kept, or give that by --head: whoever "
                 "has the key can sign another\n";
  return kClean;
}

}  // namespace caveat::app
