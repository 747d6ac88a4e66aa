#include "app/studio/rules_folder.h"

#include <algorithm>

#include "app/file_replacement.h"
#include "app/studio/folder_turn.h"
#include "app/studio/studio.h"
#include "html/ascii.h"
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

/// Whoever begins more packs and saves none loses pages of tests, not the program.
constexpr std::size_t kMostWaiting = 100;

/// "a/b.toml" of "rules/a/b.toml".
std::string within(const fs::path& root, const std::string& path) {
  return fs::path(path).lexically_relative(root).generic_string();
}

/// Whether a name that nobody has chosen outside of the studio may come to the disk by it: nothing in it that
/// another program would read as more than a name. A file that was there before may be called as people of
/// its country do.
bool is_name_of_new(std::string_view name, bool is_file) {
  return std::all_of(name.begin(), name.end(), [&](char c) {
    if (static_cast<unsigned char>(c) >= 0x80) return is_file;
    return html::is_ascii_alphanumeric(c) || c == '-' || c == '_' || c == '.' || c == ' ';
  });
}

/// Whether the file, and those of its folders that are not there, may be made.
bool may_be_made(const fs::path& root, const fs::path& path) {
  std::error_code error;
  for (fs::path folder = path.parent_path(); !folder.empty(); folder = folder.parent_path()) {
    if (fs::exists(root / folder, error)) break;
    if (!is_name_of_new(folder.filename().string(), false)) return false;
  }
  return is_name_of_new(path.filename().string(), true);
}

ApiError changed_meanwhile(const rules::SourceFile& on_disk) {
  return {409,
          "changed-on-disk",
          on_disk.path + " was changed on disk meanwhile; nothing was written.",
          {{"text", on_disk.text}, {"version", version_of(on_disk.text)}}};
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

RulesOnDisk read_rules(const fs::path& path, const fs::path& root) {
  rules::PackFiles files = rules::read_pack_files(path.string(), rules::EmptyRules::allowed);
  rules::read_approvals(path.string(), files);
  for (rules::SourceFile& file : files.files) file.path = within(root, file.path);
  for (rules::SourceFile& file : files.approvals) file.path = within(root, file.path);
  for (rules::Diagnostic& one : files.diagnostics) one.place.file = within(root, one.place.file);
  std::sort(files.files.begin(), files.files.end(),
            [](const rules::SourceFile& a, const rules::SourceFile& b) { return a.path < b.path; });
  return {std::move(files.files), std::move(files.approvals), std::move(files.diagnostics)};
}

/// Links are followed before the answer; what is not there yet counts as what it would become. Empty if it
/// is not in the folder, "." if it is the folder.
fs::path RulesFolder::seen_from_root(const fs::path& path) const {
  std::error_code error;
  const fs::path root = fs::weakly_canonical(root_, error);
  const fs::path target = error ? fs::path() : fs::weakly_canonical(path, error);
  if (error) return {};
  const fs::path relative = target.lexically_relative(root);
  return !relative.empty() && *relative.begin() == ".." ? fs::path() : relative;
}

bool RulesFolder::is_within(const fs::path& path) const {
  const fs::path relative = seen_from_root(path);
  return !relative.empty() && relative != ".";
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
  const FolderTurn turn(root_, kWaitForTurn);
  if (!turn.has_come()) return busy();
  const auto on_disk = read_pack(path);
  const bool is_new = version.empty() && !on_disk && on_disk.error().status == 404;
  if (!on_disk && !is_new) return on_disk.error();
  if (is_new && !may_be_made(root_, fs::path(path))) {
    return ApiError{
        400, "bad-file",
        "A new file of rules and its folder have names of letters, digits, \"-\", \"_\" and \".\"."};
  }
  if (!is_new && version_of(on_disk->text) != version) return changed_meanwhile(*on_disk);
  FileCreation written;
  if (is_new) {
    written = write_new(std::string(path), text);
  } else {
    written = replace_pack({std::string(path), text}, version);
  }
  if (written.was_taken) {
    const auto other = read_pack(path);
    return other ? changed_meanwhile(*other) : other.error();
  }
  if (!written.problem.empty())
    return ApiError{500, "not-written", std::string(path) + ": " + written.problem};
  return version_of(text);
}

/// Whoever else writes to the folder (git, an editor) waits for nobody: so what is there is looked at once
/// more at the very end.
FileCreation RulesFolder::replace_pack(const rules::SourceFile& pack, std::string_view version) {
  FileCreation written;
  const auto is_as_it_was = [&] {
    const auto now_there = read_pack(pack.path);
    written.was_taken = !now_there || version_of(now_there->text) != version;
    return !written.was_taken;
  };
  written.problem = replace_file((root_ / pack.path).string(), pack.text, {.is_wanted = is_as_it_was});
  return written;
}

Asked<void> RulesFolder::write_approval(const rules::Approval& approval, const std::string& file) {
  const fs::path place = root_ / rules::approval_path(file, approval.key);
  if (seen_from_root(place.parent_path()).empty()) return outside(file);
  const std::string problem =
      replace_file(place.string(), rules::approval_text(approval), {.follows_links = false});
  if (!problem.empty()) return ApiError{500, "not-written", "The approval was not written: " + problem};
  return {};
}

/// Pages before the pack: whoever reads the folder meanwhile sees no pack whose pages are missing. If it
/// comes to no pack, no page of it stays.
FileCreation RulesFolder::write_new(const std::string& pack, const std::string& text) {
  const fs::path place = root_ / pack;
  std::error_code error;
  fs::create_directories(place.parent_path(), error);
  if (error) return {.was_taken = false, .problem = error.message()};
  std::vector<fs::path> written;
  FileCreation made;
  for (const rules::SourceFile& page : pages_for(pack)) {
    const fs::path path = root_ / page.path;
    if (!is_within(path)) continue;
    fs::create_directories(path.parent_path(), error);
    made = create_file(path.string(), page.text);
    if (made.was_taken) continue;
    if (!made.problem.empty()) break;
    written.push_back(path);
  }
  if (made.problem.empty()) made = create_file(place.string(), text);
  if (made.was_taken || !made.problem.empty()) {
    for (const fs::path& path : written) fs::remove(path, error);
  } else {
    hold_pages(pack, {});
  }
  return made;
}

void RulesFolder::hold_pages(const std::string& pack, std::vector<rules::SourceFile> pages) {
  const std::lock_guard lock(holding_);
  std::erase_if(waiting_, [&](const WaitingPages& one) { return one.pack == pack; });
  if (pages.empty()) return;
  if (waiting_.size() >= kMostWaiting) waiting_.erase(waiting_.begin());
  waiting_.push_back({pack, std::move(pages)});
}

std::vector<rules::SourceFile> RulesFolder::pages_for(const std::string& pack) const {
  const std::lock_guard lock(holding_);
  const auto found = std::ranges::find(waiting_, pack, &WaitingPages::pack);
  return found == waiting_.end() ? std::vector<rules::SourceFile>() : found->pages;
}

void RulesFolder::move_pages(const std::string& pack, const std::string& new_pack) {
  std::vector<rules::SourceFile> pages = pages_for(pack);
  // Asked again, since the answer was lost: they have been moved already.
  if (pages.empty()) return;
  const fs::path folder = fs::path(pack).parent_path();
  const fs::path new_folder = fs::path(new_pack).parent_path();
  for (rules::SourceFile& page : pages)
    page.path = (new_folder / fs::path(page.path).lexically_relative(folder)).generic_string();
  hold_pages(pack, {});
  hold_pages(new_pack, std::move(pages));
}

std::optional<std::string> RulesFolder::waiting_page(const std::string& path_in_folder) const {
  const std::string path = fs::path(path_in_folder).lexically_normal().generic_string();
  const std::lock_guard lock(holding_);
  for (const WaitingPages& one : waiting_) {
    const auto found = std::ranges::find(one.pages, path, &rules::SourceFile::path);
    std::error_code error;
    // Of a pack that has come to the disk by another way, what is on disk counts.
    if (found != one.pages.end() && !fs::exists(root_ / one.pack, error)) return found->text;
  }
  return std::nullopt;
}

Asked<void> RulesFolder::is_free(const std::string& name) const {
  const fs::path folder = root_ / name;
  std::error_code error;
  if (!is_within(folder)) return outside(name);
  if (fs::exists(fs::symlink_status(folder, error)))
    return ApiError{409, "name-taken", "There is a pack or a folder of that name already: " + name + "."};
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
