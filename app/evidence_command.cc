#include "app/evidence_command.h"

#include <iostream>

#include "app/evidence_actions.h"
#include "app/evidence_places.h"
#include "app/exit_codes.h"
#include "rules/diagnostic_renderers.h"

namespace caveat::app {
namespace {

void tell(const audit::JournalVerdict& verdict) {
  for (const std::string& remark : verdict.remarks)
    std::cout << "remark: " << rules::harmless_text(remark) << "\n";
  if (verdict.fault) {
    const audit::JournalFault& fault = *verdict.fault;
    std::cout << rules::harmless_text(fault.file) << (fault.line > 0 ? ":" + std::to_string(fault.line) : "")
              << ": " << rules::harmless_text(fault.what) << "\n";
  }
  std::cout << rules::harmless_text(verdict.origin) << ": " << verdict.size - verdict.first << " lines, "
            << verdict.records << " records of covered responses (" << verdict.unfinished
            << " without an end), " << verdict.uncovered << " uncovered responses, " << verdict.without_record
            << " sent without a record; " << verdict.checkpoints << " checkpoints\n";
  if (verdict.fault) {
    std::cout << "what comes behind the fault was not looked at\n";
  } else if (verdict.checkpoints == 0 || verdict.size > verdict.signed_size + 1) {
    std::cout << "the lines from " << verdict.signed_size << " on are not signed yet\n";
  }
}

bool has_head_for(const std::vector<audit::SignedCheckpoint>& heads, const std::string& origin) {
  for (const audit::SignedCheckpoint& head : heads) {
    if (head.checkpoint.origin == origin) return true;
  }
  return false;
}

/// A journal that is gone altogether.
bool tell_of_missing(const std::vector<audit::SignedCheckpoint>& heads,
                     const std::vector<std::string>& seen) {
  bool any = false;
  for (const audit::SignedCheckpoint& head : heads) {
    bool is_there = false;
    for (const std::string& origin : seen) is_there = is_there || origin == head.checkpoint.origin;
    if (is_there) continue;
    any = true;
    std::cout << "the journal " << rules::harmless_text(head.checkpoint.origin)
              << ", of which a checkpoint was kept, is not here\n";
  }
  return any;
}

}  // namespace

int verify_evidence(const EvidenceArguments& arguments) {
  const auto places = find_journals(arguments.operands);
  if (!places) return could_not(places.error().said);
  const auto key = read_public_key(arguments.key);
  if (!key) return could_not(key.error().said);
  const auto heads = read_kept_heads(arguments.heads);
  if (!heads) return could_not(heads.error().said);
  bool good = true;
  std::vector<std::string> origins;
  for (const audit::JournalPlace& place : *places) {
    const audit::JournalVerdict verdict = audit::verify_journal(place, {.key = key->text, .kept = *heads});
    tell(verdict);
    good = good && !verdict.fault;
    origins.push_back(verdict.origin);
    if (!heads->empty() && !has_head_for(*heads, verdict.origin))
      std::cout << "remark: of this journal no checkpoint was given by --head\n";
  }
  if (tell_of_missing(*heads, origins)) good = false;
  if (key->text.empty())
    std::cout << "signatures were checked by the key that the journal itself names: give --key\n";
  if (heads->empty())
    std::cout
        << "whether the end was cut off cannot be told without a checkpoint kept elsewhere: give --head\n";
  std::cout << (good ? "no fault was found\n" : "the evidence is not as it was written\n");
  return good ? kClean : kFindings;
}

int evidence(const EvidenceArguments& arguments) {
  if (arguments.action == "show") return show_evidence(arguments);
  if (arguments.action == "prove") return prove_evidence(arguments);
  if (arguments.action == "verify-proof") return verify_evidence_proof(arguments);
  if (arguments.action == "prove-consistency") return prove_consistency_of_evidence(arguments);
  if (arguments.action == "head") return show_evidence_head(arguments);
  return verify_evidence(arguments);
}

}  // namespace caveat::app
