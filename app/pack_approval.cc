#include "app/pack_approval.h"

#include <filesystem>

#include "app/wall_clock.h"
#include "rules/approval_check.h"
#include "rules/digest.h"
#include "rules/utf8.h"

namespace caveat::app {
namespace {

constexpr std::size_t kLongestText = 2000;

}  // namespace

std::string fault_of(const ApprovalWords& words) {
  for (const std::string* text : {&words.name, &words.role, &words.note}) {
    if (text->size() > kLongestText) return "--name, --role and --note have at most 2000 bytes";
    if (rules::first_bad_utf8(*text)) return "--name, --role and --note are UTF-8";
  }
  const bool broken = (words.name + words.role).find_first_of("\r\n") != std::string::npos;
  return broken ? "--name and --role are one line each" : "";
}

rules::Approval signed_approval(const rules::SourceFile& pack, const ApproverKey& key,
                                const ApprovalWords& words, const std::string& version) {
  rules::Approval approval;
  std::vector<rules::Diagnostic> none;
  const auto judged = rules::judge_approvals({&pack, 1}, {}, nullptr, none);
  approval.pack = judged.front().pack;
  approval.title = judged.front().title;
  approval.file = std::filesystem::path(pack.path).filename().string();
  approval.name = words.name.empty() ? key.name : words.name;
  approval.role = words.role.empty() ? key.role : words.role;
  approval.note = words.note;
  approval.approved = now();
  approval.digest = rules::approval_digest(pack.text).value_or("");
  approval.file_sha256 = rules::sha256_of(pack.text);
  approval.caveat = version;
  approval.widgets = rules::widget_catalogue_digest();
  approval.key = key.key.public_key();
  approval.signature = key.key.sign(rules::approval_statement(approval));
  return approval;
}

}  // namespace caveat::app
