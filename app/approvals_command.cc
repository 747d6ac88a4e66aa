#include <algorithm>
#include <iostream>

#include "app/commands.h"
#include "app/exit_codes.h"
#include "rules/approval_check.h"
#include "rules/approval_files.h"
#include "rules/calendar.h"
#include "rules/diagnostic_renderers.h"
#include "rules/json_text.h"
#include "rules/problems.h"
#include "rules/regular_file.h"
#include "rules/signing_key.h"
#include "rules/toml_guard.h"

namespace caveat::app {
namespace {

using rules::ApprovalState;
using rules::JudgedApproval;
using rules::PackApprovals;

constexpr std::pair<ApprovalState, const char*> kStates[] = {
    {ApprovalState::valid, "valid"},
    {ApprovalState::edited_since, "edited since"},
    {ApprovalState::false_signature, "false signature"},
    {ApprovalState::unlisted_key, "unlisted key"},
    {ApprovalState::other_name, "other name"},
    {ApprovalState::unreadable, "unreadable"},
};

const char* name_of(ApprovalState state) {
  return std::find_if(std::begin(kStates), std::end(kStates),
                      [state](const auto& one) { return one.first == state; })
      ->second;
}

/// Void for ever, whoever is listed.
bool is_void(const JudgedApproval& one) {
  return one.state != ApprovalState::valid && one.state != ApprovalState::unlisted_key &&
         one.state != ApprovalState::other_name;
}

/// nullopt after saying what is wrong.
std::optional<rules::ApprovalPolicy> read_policy_or_complain(const std::string& path) {
  const auto file = rules::read_regular_file(path, rules::kRuleFileBytes);
  if (!file) {
    std::cerr << "caveat: " << path << ": " << file.error().message << "\n";
    return std::nullopt;
  }
  std::vector<rules::Diagnostic> diagnostics;
  const rules::SourceFile source{path, file->bytes};
  rules::Problems problems(source, diagnostics);
  rules::ApprovalPolicy policy;
  const auto document = rules::parse_toml(path, source.text, diagnostics);
  const rules::TomlValue* table = document ? rules::find(*document, "rules") : nullptr;
  if (table != nullptr && table->table() != nullptr) {
    rules::TableReader reader(*table->table(), table->place, "[rules]", problems);
    policy = rules::read_approval_policy(reader, problems);
  }
  std::cerr << rules::render(diagnostics, rules::DiagnosticFormat::text);
  if (rules::has_errors(diagnostics)) return std::nullopt;
  if (!policy.approvers.empty()) return policy;
  std::cerr << "caveat: " << path << " lists nobody as [[rules.approvers]]\n";
  return std::nullopt;
}

std::string line_of(const JudgedApproval& one) {
  if (!one.approval) return "  " + rules::harmless_text(one.file + ": " + in_words(one)) + "\n";
  const rules::Approval& approval = *one.approval;
  const std::string role = approval.role.empty() ? "" : ", " + approval.role;
  const std::string wrong = in_words(one);
  std::string out = "  " + rules::iso_time(approval.approved) + "  " +
                    rules::harmless_text(approval.name + role) + "  (key " + rules::key_id(approval.key) +
                    ")  " + (wrong.empty() ? "valid" : wrong) + "\n";
  if (!approval.note.empty()) out += "      \"" + rules::harmless_text(approval.note) + "\"\n";
  if (wrong.empty() && approval.widgets != rules::widget_catalogue_digest()) {
    out += "      approved with Caveat " + rules::harmless_text(approval.caveat) +
           ", which knew other widgets than this version does\n";
  }
  return out;
}

void print_text(const std::vector<PackApprovals>& packs, const std::optional<std::size_t>& required) {
  for (const PackApprovals& pack : packs) {
    std::cout << rules::harmless_text(pack.file + ": " + pack.pack + ", " + pack.title) << "\n";
    for (const JudgedApproval& one : pack.approvals) std::cout << line_of(one);
    if (pack.approvals.empty()) std::cout << "  nobody has approved this\n";
    if (!required) continue;
    std::cout << "  " << pack.counted << " of " << *required << " approvals"
              << (pack.counted < *required ? ": it would not come into force" : "") << "\n";
  }
}

void append_json(const JudgedApproval& one, rules::JsonText& json) {
  json.begin_object().text("file", one.file).text("state", name_of(one.state));
  json.text("why", in_words(one));
  if (one.approval) {
    json.text("name", one.approval->name).text("role", one.approval->role).text("note", one.approval->note);
    json.text("approved", rules::iso_time(one.approval->approved)).text("key", one.approval->key);
    json.text("key_id", rules::key_id(one.approval->key)).text("pack", one.approval->pack);
    json.text("title", one.approval->title).text("digest", one.approval->digest);
    json.text("file_sha256", one.approval->file_sha256).text("caveat", one.approval->caveat);
    json.truth("same_widgets", one.approval->widgets == rules::widget_catalogue_digest());
  }
  json.end_object();
}

void print_json(const std::vector<PackApprovals>& packs, const std::optional<std::size_t>& required) {
  rules::JsonText json;
  json.begin_object().begin_list("packs");
  for (const PackApprovals& pack : packs) {
    json.begin_object().text("file", pack.file).text("pack", pack.pack).text("title", pack.title);
    json.number("counted", static_cast<std::int64_t>(pack.counted));
    if (required) json.truth("enough", pack.counted >= *required);
    json.begin_list("approvals");
    for (const JudgedApproval& one : pack.approvals) append_json(one, json);
    json.end_list().end_object();
  }
  json.end_list();
  if (required) json.number("required", static_cast<std::int64_t>(*required));
  std::cout << std::move(json.end_object()).take();
}

/// Whether anything is void, or lacking.
bool any_finding(const std::vector<PackApprovals>& packs, const std::optional<std::size_t>& required) {
  return std::any_of(packs.begin(), packs.end(), [&required](const PackApprovals& pack) {
    return (required && pack.counted < *required) ||
           std::any_of(pack.approvals.begin(), pack.approvals.end(), is_void);
  });
}

}  // namespace

int approvals(const ApprovalsArguments& arguments) {
  std::optional<rules::ApprovalPolicy> policy;
  std::optional<std::size_t> required;
  if (!arguments.approvers.empty()) {
    policy = read_policy_or_complain(arguments.approvers);
    if (!policy) return kCouldNot;
    if (policy->required > 0) required = policy->required;
  } else if (arguments.require > 0) {
    std::cerr << "caveat: --require needs --approvers: nobody counts who is not listed\n";
    return kCouldNot;
  }
  if (arguments.require >= 0) required = static_cast<std::size_t>(arguments.require);
  const std::vector<std::string> here = {"."};
  rules::PackFiles files;
  for (const std::string& path : arguments.paths.empty() ? here : arguments.paths) {
    rules::PackFiles read = rules::read_pack_files(path);
    rules::read_approvals(path, read);
    files.unreadable = files.unreadable || rules::has_errors(read.diagnostics);
    files.files.insert(files.files.end(), read.files.begin(), read.files.end());
    files.approvals.insert(files.approvals.end(), read.approvals.begin(), read.approvals.end());
    files.diagnostics.insert(files.diagnostics.end(), read.diagnostics.begin(), read.diagnostics.end());
  }
  const auto packs =
      rules::judge_approvals(files.files, files.approvals, policy ? &*policy : nullptr, files.diagnostics);
  std::cerr << rules::render(files.diagnostics, rules::DiagnosticFormat::text);
  if (arguments.json) {
    print_json(packs, required);
  } else {
    print_text(packs, required);
    if (!policy) std::cerr << "Whose keys these are was not looked at: --approvers FILE\n";
  }
  if (files.unreadable) return kCouldNot;
  return any_finding(packs, required) ? kFindings : kClean;
}

}  // namespace caveat::app
