// `caveat evidence prove`, `verify-proof` and `head`.
#include <charconv>
#include <iostream>

#include "app/evidence_actions.h"
#include "app/evidence_places.h"
#include "app/exit_codes.h"
#include "audit/journal/consistency_proof.h"
#include "audit/journal/proof_file.h"
#include "rules/diagnostic_renderers.h"

namespace caveat::app {
namespace {

void tell(const audit::ProvenRecord& proven, std::uint64_t number) {
  const audit::Decided& record = proven.record;
  const audit::Checkpoint& checkpoint = proven.checkpoint.checkpoint;
  std::cout << "proven: record " << number << " was in the journal "
            << rules::harmless_text(checkpoint.origin) << " when its first " << checkpoint.tree.size
            << " lines were signed\n"
            << "  minute  " << rules::harmless_text(record.minute) << "\n  page    "
            << rules::harmless_text(record.site + record.path) << "\n  region  "
            << rules::harmless_text(record.region) << "\n  rules   " << rules::harmless_text(record.rules)
            << "\n  plan    " << rules::harmless_text(record.plan) << "\n  status  " << record.status << " "
            << rules::harmless_text(record.answer) << "\n";
  if (proven.end) {
    std::cout << "  ended   " << proven.end->status << " " << rules::harmless_text(proven.end->ending)
              << "\n";
  } else {
    std::cout << "  how it ended is not proven\n";
  }
  const auto& applied = proven.end ? proven.end->applied : record.applied;
  for (const filter::RuleOutcome& rule : applied) {
    std::cout << "  rule    " << rules::harmless_text(rule.pack + "/" + rule.rule)
              << (rule.notice.empty() ? "" : ": notice " + rules::harmless_text(rule.notice)) << "\n";
  }
}

}  // namespace

int prove_evidence(const EvidenceArguments& arguments) {
  if (arguments.operands.empty()) return could_not("name the record by its number, as `show` does");
  const std::string& written = arguments.operands.front();
  std::uint64_t number = 0;
  const auto [end, error] = std::from_chars(written.data(), written.data() + written.size(), number);
  if (error != std::errc() || end != written.data() + written.size())
    return could_not("`" + written + "` is no number of a record");
  const auto places = find_journals({arguments.operands.begin() + 1, arguments.operands.end()});
  if (!places) return could_not(places.error().said);
  if (const std::string fault = must_be_one(*places); !fault.empty()) return could_not(fault);
  const auto proof = audit::prove_record(places->front().files, number);
  if (!proof) return could_not(proof.error());
  std::cout << audit::proof_text(*proof);
  return kClean;
}

int verify_evidence_proof(const EvidenceArguments& arguments) {
  if (arguments.operands.size() != 1) return could_not("name one proof");
  if (arguments.key.empty())
    return could_not("whose journal is it? Give the public key of its signatures by --key");
  const auto key = read_public_key(arguments.key);
  if (!key) return could_not(key.error().said);
  const auto text = read_whole_file(arguments.operands.front());
  if (!text) return could_not(text.error().said);
  if (audit::says_consistency(text->text)) return verify_consistency_proof(text->text, key->text, arguments);
  if (!arguments.heads.empty())
    return could_not("a proof of one record has its checkpoint in it, and needs no --head");
  const auto proof = audit::read_proof(text->text);
  if (!proof) return could_not(arguments.operands.front() + ": " + proof.error());
  const auto proven = audit::check_proof(*proof, key->text);
  if (!proven) {
    std::cout << rules::harmless_text(arguments.operands.front() + ": " + proven.error()) << "\n";
    return kFindings;
  }
  tell(*proven, proof->record.number);
  return kClean;
}

int show_evidence_head(const EvidenceArguments& arguments) {
  const auto places = find_journals(arguments.operands);
  if (!places) return could_not(places.error().said);
  bool is_first = true;
  for (const audit::JournalPlace& place : *places) {
    const std::string note = audit::last_note(place.files);
    if (note.empty()) return could_not("nothing was signed yet in " + place.folder);
    std::cout << (is_first ? "" : "\n") << note;
    is_first = false;
  }
  return kClean;
}

}  // namespace caveat::app
