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

ApiError unreadable(const std::string& path, std::string_view why) {
  return {422, "unreadable", "There is nothing to compare with in " + path + ": " + std::string(why) + "."};
}

/// Notes what cannot be read. Error: nothing of it can.
Asked<void> note_unreadable(const RulesOnDisk& on_disk, const fs::path& path, const fs::path& root,
                            EarlierRules& earlier) {
  for (const rules::Diagnostic& one : on_disk.diagnostics) {
    if (one.severity != rules::Severity::error) continue;
    if (one.place.file == "." || (root / one.place.file).lexically_normal() == path)
      return unreadable(path.string(), one.message);
    earlier.not_taken.push_back({.file = one.place.file, .why = PackNotTaken::Why::unreadable});
  }
  return {};
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
    earlier.not_taken.push_back(
        {.file = one.file, .why = PackNotTaken::Why::lacks_approvals, .approvals = one.counted});
    std::erase_if(on_disk.packs, [&](const rules::SourceFile& file) { return file.path == one.file; });
  }
}

}  // namespace

Asked<EarlierRules> rules_in_force(const Studio& studio, const std::string& site, const LeftAside& aside) {
  const RulesConfiguration* const served = site.empty() ? studio.served_rules() : studio.rules_of_site(site);
  if (served == nullptr && !site.empty())
    return ApiError{422, "no-such-site", "The configuration has no site " + site + "."};
  if (served == nullptr) return saved_rules(studio, aside);
  std::error_code error;
  const fs::path path = RulesFolder(served->path).root();
  const fs::path folder = fs::is_regular_file(path, error) ? path.parent_path() : path;
  EarlierRules earlier{.version = {}, .folder = folder.string(), .served = served, .not_taken = {}};
  // What lies below the studio's folder is called as there, so that it can be left aside on both sides.
  const fs::path below = path.lexically_relative(studio.rules.root());
  const bool is_below = !below.empty() && *below.begin() != "..";
  const fs::path root = is_below ? studio.rules.root() : folder;
  RulesOnDisk on_disk = read_rules(path, root);
  if (const auto read = note_unreadable(on_disk, path, root, earlier); !read) return read.error();
  drop_unapproved(on_disk, served->approvals, earlier);
  return without_errors(std::move(on_disk.packs), aside, std::move(earlier));
}

Asked<EarlierRules> saved_rules(const Studio& studio, const LeftAside& aside) {
  EarlierRules earlier{
      .version = {}, .folder = studio.rules.root().string(), .served = nullptr, .not_taken = {}};
  RulesOnDisk on_disk = studio.rules.read();
  if (const auto read = note_unreadable(on_disk, studio.rules.root(), studio.rules.root(), earlier); !read)
    return read.error();
  return without_errors(std::move(on_disk.packs), aside, std::move(earlier));
}

Asked<EarlierRules> rules_of_folder(const Studio& studio, const std::string& folder, const LeftAside& aside) {
  const auto path = allowed_path(studio, folder);
  if (!path) return path.error();
  RulesOnDisk on_disk = RulesFolder(*path).read();
  for (const rules::Diagnostic& one : on_disk.diagnostics) {
    if (one.severity == rules::Severity::error) return unreadable(folder, one.message);
  }
  if (on_disk.packs.empty()) return unreadable(folder, "it holds no files of rules");
  leave(on_disk.packs, aside);
  const auto compilation = rules::RuleSet::compile(on_disk.packs, now(), rules::EmptyRules::allowed);
  if (!compilation.rules) return ApiError{422, "broken-rules", "The rules in " + folder + " have errors."};
  return EarlierRules{.version = version_of(compilation.rules, on_disk.packs),
                      .folder = *path,
                      .served = nullptr,
                      .not_taken = {}};
}

}  // namespace caveat::app
