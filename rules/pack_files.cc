#include "rules/pack_files.h"

#include <sys/stat.h>

#include <algorithm>
#include <filesystem>
#include <set>
#include <utility>

#include "rules/codes.h"
#include "rules/regular_file.h"
#include "rules/toml_guard.h"

namespace caveat::rules {

namespace {

namespace fs = std::filesystem;

constexpr int kDeepestFolder = 32;

void add(Code code, const fs::path& path, std::string message, PackFiles& out) {
  Diagnostic diagnostic;
  diagnostic.severity = code_entry(code).severity;
  diagnostic.code = code_name(code);
  diagnostic.place.file = path.string();
  diagnostic.message = std::move(message);
  out.diagnostics.push_back(std::move(diagnostic));
  out.unreadable = out.unreadable || code == Code::unreadable_file;
}

/// What editors leave beside a file (".x.toml.swp", "#x.toml#", "x.toml~") does not end in .toml or begins
/// with one of these.
bool is_left_behind(const std::string& name) {
  return name.starts_with('.') || name.starts_with('#') || name.starts_with('~');
}

/// "p.TOML" and "p.toml.txt", which is what an editor on Windows makes of "p.toml".
bool looks_like_rules(std::string name) {
  for (char& c : name) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
  }
  return name.ends_with(".toml") || name.ends_with(".toml.txt");
}

void read_file(const fs::path& path, PackFiles& out) {
  auto read = read_regular_file(path, kRuleFileBytes);
  if (!read) return add(read.error().code, path, read.error().message, out);
  if (read->changed > out.newest_change) {
    out.newest_change = read->changed;
    out.newest_file = path.string();
  }
  out.files.push_back({path.string(), std::move(read->bytes)});
}

/// Walks through folders, links included, and into none twice: links can lead round in a circle.
class FolderWalk {
 public:
  explicit FolderWalk(PackFiles& out) : out_(out) {}

  void walk(const fs::path& folder, int depth = 0) {
    struct stat identity {};
    if (::stat(folder.c_str(), &identity) != 0 || depth > kDeepestFolder) {
      return add(Code::unreadable_file, folder, "the folder cannot be read", out_);
    }
    if (!walked_.insert({identity.st_dev, identity.st_ino}).second) return;
    std::error_code error;
    std::vector<fs::path> entries;
    fs::directory_iterator entry(folder, error);
    for (const fs::directory_iterator end; !error && entry != end; entry.increment(error)) {
      entries.push_back(entry->path());
    }
    if (error) add(Code::unreadable_file, folder, "the folder cannot be read: " + error.message(), out_);
    std::sort(entries.begin(), entries.end());
    for (const fs::path& path : entries) visit(path, depth);
  }

  std::vector<fs::path> found;

 private:
  void visit(const fs::path& path, int depth) {
    const std::string name = path.filename().string();
    std::error_code error;
    if (fs::is_directory(path, error)) {
      if (!name.starts_with('.')) walk(path, depth + 1);
    } else if (is_left_behind(name)) {
      return;
    } else if (path.extension() == ".toml") {
      found.push_back(path);
    } else if (looks_like_rules(name)) {
      add(Code::passed_over_file, path, "this file is not taken: its name does not end in .toml", out_);
    }
  }

  PackFiles& out_;
  std::set<std::pair<dev_t, ino_t>> walked_;
};

}  // namespace

PackFiles read_pack_files(const std::string& path, EmptyRules empty) {
  PackFiles out;
  std::error_code error;
  const fs::file_status status = fs::status(path, error);
  if (!fs::exists(status)) {
    add(Code::unreadable_file, path, "there is no such file or folder", out);
    return out;
  }
  if (!fs::is_directory(status)) {
    read_file(path, out);
    return out;
  }
  FolderWalk folders(out);
  folders.walk(path);
  std::sort(folders.found.begin(), folders.found.end(),
            [](const fs::path& a, const fs::path& b) { return a.string() < b.string(); });
  for (const fs::path& file : folders.found) read_file(file, out);
  if (folders.found.empty() && !has_errors(out.diagnostics) && empty == EmptyRules::refused) {
    add(Code::no_rule_files, path, "the folder holds no rule files (*.toml)", out);
  }
  return out;
}

std::vector<std::string> changed_between(const PackFiles& earlier, const PackFiles& later) {
  std::vector<std::string> changed;
  using Files = std::vector<SourceFile>;
  const auto collect = [&changed](const Files& from, const Files& others) {
    for (const SourceFile& file : from) {
      const bool same = std::any_of(others.begin(), others.end(), [&](const SourceFile& one) {
        return one.path == file.path && one.text == file.text;
      });
      const bool told = std::find(changed.begin(), changed.end(), file.path) != changed.end();
      if (!same && !told) changed.push_back(file.path);
    }
  };
  collect(earlier.files, later.files);
  collect(later.files, earlier.files);
  collect(earlier.approvals, later.approvals);
  collect(later.approvals, earlier.approvals);
  return changed;
}

}  // namespace caveat::rules
