#include "app/studio/earlier_rules.h"

#include <algorithm>
#include <filesystem>

#include "app/studio/asked_rules.h"
#include "app/studio/site_page.h"
#include "app/version_difference.h"
#include "app/wall_clock.h"
#include "rules/approval_check.h"

namespace caveat::app {

namespace fs = std::filesystem;
using studio::ApiError;
using studio::Asked;

namespace {

void leave(std::vector<rules::SourceFile>& packs, const LeftAside& aside) {
  std::erase_if(packs,
                [&](const rules::SourceFile& file) { return std::ranges::count(aside, file.path) > 0; });
}

Asked<EarlierRules> without_errors(std::vector<rules::SourceFile> packs, const LeftAside& aside,
                                   EarlierRules earlier) {
  leave(packs, aside);
  auto whole = rules_without_errors(std::move(packs));
  if (!whole) return whole.error();
  for (std::string& file : whole->left_out) earlier.not_taken.push_back({.file = std::move(file)});
  earlier.version = version_of(whole->rules, whole->packs);
  return earlier;
}

/// Takes out those that the proxy would refuse for want of approvals, and notes them.
void drop_unapproved(RulesOnDisk& on_disk, const rules::ApprovalPolicy& policy, EarlierRules& earlier) {
  std::vector<rules::Diagnostic> told_elsewhere;
  const auto judged = rules::judge_approvals(on_disk.packs, on_disk.approvals, &policy, told_elsewhere);
  for (const rules::PackApprovals& one : judged) {
    if (one.counted >= policy.required) continue;
    earlier.not_taken.push_back({.file = one.file, .lacks_approvals = true, .approvals = one.counted});
    std::erase_if(on_disk.packs, [&](const rules::SourceFile& file) { return file.path == one.file; });
  }
}

}  // namespace

Asked<EarlierRules> rules_in_force(const Studio& studio, const LeftAside& aside) {
  const RulesConfiguration* const served = studio.served_rules();
  std::error_code error;
  const bool named = served != nullptr && fs::is_directory(served->path, error);
  const RulesFolder folder(named ? served->path : studio.rules.root().string());
  RulesOnDisk on_disk = folder.read();
  EarlierRules earlier{.version = {}, .folder = folder.root().string(), .not_taken = {}};
  if (served != nullptr) drop_unapproved(on_disk, served->approvals, earlier);
  return without_errors(std::move(on_disk.packs), aside, std::move(earlier));
}

Asked<EarlierRules> saved_rules(const Studio& studio, const LeftAside& aside) {
  return without_errors(studio.rules.read().packs, aside,
                        {.version = {}, .folder = studio.rules.root().string(), .not_taken = {}});
}

Asked<EarlierRules> rules_of_folder(const Studio& studio, const std::string& folder, const LeftAside& aside) {
  const auto path = allowed_path(studio, folder);
  if (!path) return path.error();
  std::vector<rules::SourceFile> files = RulesFolder(*path).read().packs;
  leave(files, aside);
  const auto compilation = rules::RuleSet::compile(files, now(), rules::EmptyRules::allowed);
  if (!compilation.rules) return ApiError{422, "broken-rules", "The rules in " + folder + " have errors."};
  return EarlierRules{.version = version_of(compilation.rules, files), .folder = *path, .not_taken = {}};
}

}  // namespace caveat::app
