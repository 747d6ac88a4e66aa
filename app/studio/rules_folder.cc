#include "app/studio/rules_folder.h"

#include <algorithm>

#include "app/file_replacement.h"
#include "app/pack_folder.h"
#include "rules/approval_files.h"
#include "rules/digest.h"
#include "rules/regular_file.h"
#include "rules/toml_guard.h"
#include "rules/utf8.h"
#include "studio/drafts.h"

namespace caveat::app {

namespace fs = std::filesystem;
using studio::ApiError;
using studio::Asked;

namespace {

/// "a/b.toml" of "rules/a/b.toml".
std::string within(const fs::path& root, const std::string& path) {
  return fs::path(path).lexically_relative(root).generic_string();
}

ApiError outside(std::string_view path) {
  return {403, "outside", std::string(path) + " leads out of the folder of rules."};
}

}  // namespace

RulesFolder::RulesFolder(const std::string& folder) {
  std::error_code error;
  root_ = fs::absolute(folder, error).lexically_normal();
  if (!root_.has_filename()) root_ = root_.parent_path();
}

RulesOnDisk RulesFolder::read() const {
  rules::PackFiles files = rules::read_pack_files(root_.string(), rules::EmptyRules::allowed);
  rules::read_approvals(root_.string(), files);
  for (rules::SourceFile& file : files.files) file.path = within(root_, file.path);
  for (rules::SourceFile& file : files.approvals) file.path = within(root_, file.path);
  for (rules::Diagnostic& one : files.diagnostics) one.place.file = within(root_, one.place.file);
  std::sort(files.files.begin(), files.files.end(),
            [](const rules::SourceFile& a, const rules::SourceFile& b) { return a.path < b.path; });
  return {std::move(files.files), std::move(files.approvals), std::move(files.diagnostics)};
}

/// Links are followed before the answer; what is not there yet counts as what it would become.
bool RulesFolder::is_within(const fs::path& path) const {
  std::error_code error;
  const fs::path root = fs::weakly_canonical(root_, error);
  const fs::path target = error ? fs::path() : fs::weakly_canonical(path, error);
  if (error) return false;
  const fs::path relative = target.lexically_relative(root);
  return !relative.empty() && *relative.begin() != ".." && *relative.begin() != ".";
}

Asked<fs::path> RulesFolder::place_of(std::string_view path) const {
  if (!studio::is_pack_path(path)) {
    return ApiError{
        400, "bad-file",
        "This cannot be a file of rules: its name ends in .toml, and it lies in the folder of rules."};
  }
  fs::path place = root_ / fs::path(path);
  if (!is_within(place)) return outside(path);
  return place;
}

Asked<rules::SourceFile> RulesFolder::read_pack(std::string_view path) const {
  const auto place = place_of(path);
  if (!place) return place.error();
  std::error_code error;
  if (!fs::exists(*place, error)) return ApiError{404, "no-such-file", std::string(path) + " is not there."};
  const auto read = rules::read_regular_file(*place, rules::kRuleFileBytes);
  if (!read) return ApiError{422, "unreadable", std::string(path) + ": " + read.error().message};
  if (rules::first_bad_utf8(read->bytes)) {
    return ApiError{422, "unreadable", std::string(path) + " is not in UTF-8, so it cannot be edited here."};
  }
  return rules::SourceFile{std::string(path), read->bytes};
}

Asked<std::string> RulesFolder::write_pack(std::string_view path, const std::string& text,
                                           std::string_view version) {
  const std::lock_guard lock(writing_);
  const auto on_disk = read_pack(path);
  if (!on_disk) return on_disk.error();
  if (version_of(on_disk->text) != version) {
    return ApiError{409,
                    "changed-on-disk",
                    std::string(path) + " was changed on disk meanwhile; nothing was written.",
                    {{"text", on_disk->text}, {"version", version_of(on_disk->text)}}};
  }
  const std::string problem = replace_file((root_ / fs::path(path)).string(), text);
  if (!problem.empty()) return ApiError{500, "not-written", std::string(path) + ": " + problem};
  return version_of(text);
}

Asked<void> RulesFolder::add_pack(const std::string& name, const std::vector<rules::SourceFile>& files) {
  const std::lock_guard lock(writing_);
  const fs::path folder = root_ / name;
  if (!is_within(folder)) return outside(name);
  if (const std::string why = write_pack_folder(folder, files); !why.empty())
    return ApiError{409, "not-written", why + "."};
  return {};
}

std::optional<fs::path> RulesFolder::page_of(const std::string& path_in_folder) const {
  const fs::path place = root_ / path_in_folder;
  std::error_code error;
  if (!is_within(place) || !fs::is_regular_file(place, error)) return std::nullopt;
  return place;
}

std::string digest_of(const RulesOnDisk& on_disk) {
  return rules::sha256_of(rules::digest_of(on_disk.packs) + rules::digest_of(on_disk.approvals));
}

std::string version_of(std::string_view text) {
  return rules::sha256_of(text);
}

}  // namespace caveat::app
