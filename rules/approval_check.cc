#include "rules/approval_check.h"

#include <algorithm>
#include <set>

#include "rules/codes.h"
#include "rules/toml.h"

namespace caveat::rules {

namespace {

/// [pack] `key` of a pack that need not be good.
std::string head_text(const std::optional<TomlTable>& document, std::string_view key) {
  const TomlValue* pack = document ? find(*document, "pack") : nullptr;
  const TomlValue* value = pack != nullptr && pack->table() != nullptr ? find(*pack->table(), key) : nullptr;
  return value != nullptr && value->string() != nullptr ? *value->string() : std::string();
}

ApprovalState state_of(const SourceFile& file, const Approval& approval, const std::string& pack,
                       const std::optional<std::string>& digest, const ApprovalPolicy* policy) {
  if (!is_signed(file, approval)) return ApprovalState::false_signature;
  const Approver* approver = policy != nullptr ? policy->find(approval.key) : nullptr;
  if (policy != nullptr && approver == nullptr) return ApprovalState::unlisted_key;
  if (approver != nullptr && approver->name != approval.name) return ApprovalState::other_name;
  // The digest holds the id; that they agree in words as well, a reader of the approval may expect.
  const bool same = digest && *digest == approval.digest && approval.pack == pack;
  return same ? ApprovalState::valid : ApprovalState::edited_since;
}

Diagnostic diagnostic_of(Code code, const std::string& file, std::string message, std::string suggestion) {
  Diagnostic diagnostic;
  diagnostic.severity = code_entry(code).severity;
  diagnostic.code = code_name(code);
  diagnostic.place.file = file;
  diagnostic.message = std::move(message);
  diagnostic.suggestion = std::move(suggestion);
  return diagnostic;
}

PackApprovals judged(const SourceFile& pack, std::span<const SourceFile> approvals,
                     const ApprovalPolicy* policy, std::vector<Diagnostic>& diagnostics) {
  std::vector<Diagnostic> told_elsewhere;
  const auto document = parse_toml(pack.path, pack.text, told_elsewhere);
  const auto digest = approval_digest(pack.text);
  PackApprovals out{pack.path, head_text(document, "id"), head_text(document, "title"), {}, 0};
  std::set<std::string> persons;
  for (const SourceFile& file : approvals) {
    if (approved_path(file.path) != pack.path) continue;
    JudgedApproval one{file.path, ApprovalState::unreadable, parse_approval(file, diagnostics)};
    if (one.approval) one.state = state_of(file, *one.approval, out.pack, digest, policy);
    if (one.state == ApprovalState::valid) persons.insert(one.approval->name);
    out.approvals.push_back(std::move(one));
  }
  out.counted = persons.size();
  return out;
}

}  // namespace

std::vector<PackApprovals> judge_approvals(std::span<const SourceFile> packs,
                                           std::span<const SourceFile> approvals,
                                           const ApprovalPolicy* policy,
                                           std::vector<Diagnostic>& diagnostics) {
  std::vector<PackApprovals> out;
  std::set<std::string> paths;
  for (const SourceFile& pack : packs) {
    paths.insert(pack.path);
    out.push_back(judged(pack, approvals, policy, diagnostics));
  }
  for (const SourceFile& file : approvals) {
    if (paths.contains(approved_path(file.path).value_or(""))) continue;
    diagnostics.push_back(
        diagnostic_of(Code::approval_of_no_pack, file.path, "the pack that this approves is not there",
                      "an approval bears the name of its pack's file: rename or delete it"));
  }
  return out;
}

std::string in_words(const JudgedApproval& approval) {
  switch (approval.state) {
    case ApprovalState::valid:
      return {};
    case ApprovalState::edited_since:
      return "void: the pack was edited since";
    case ApprovalState::false_signature:
      return "void: the signature is not that of the key over this approval";
    case ApprovalState::unlisted_key:
      return "counts nothing: its key is not among the approvers";
    case ApprovalState::other_name:
      return "counts nothing: its key is listed with another name";
    case ApprovalState::unreadable:
      break;
  }
  return "void: it is no approval";
}

std::vector<Diagnostic> lacking_approvals(std::span<const PackApprovals> packs, std::size_t required) {
  std::vector<Diagnostic> out;
  for (const PackApprovals& pack : packs) {
    if (pack.counted >= required) continue;
    std::string message = "the pack `" + pack.pack + "` has " + std::to_string(pack.counted) + " of the " +
                          std::to_string(required) + " approvals that it needs";
    for (const JudgedApproval& one : pack.approvals) {
      const std::string by = one.approval ? "by " + one.approval->name : "in " + one.file;
      const std::string wrong = in_words(one);
      message += "; " + by + " (" + (wrong.empty() ? "valid" : wrong) + ")";
    }
    out.push_back(
        diagnostic_of(Code::lacks_approvals, pack.file, std::move(message),
                      "whoever is to approve it reads it and runs `caveat approve`; `caveat approvals` "
                      "lists what there is"));
  }
  return out;
}

}  // namespace caveat::rules
