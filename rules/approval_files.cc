#include "rules/approval_files.h"

#include <algorithm>
#include <filesystem>
#include <set>

#include "rules/approval.h"
#include "rules/codes.h"
#include "rules/regular_file.h"

namespace caveat::rules {

namespace {

namespace fs = std::filesystem;

void warn(const std::string& path, const std::string& why, PackFiles& read) {
  Diagnostic diagnostic;
  diagnostic.severity = code_entry(Code::bad_approval).severity;
  diagnostic.code = code_name(Code::bad_approval);
  diagnostic.place.file = path;
  diagnostic.message = "this is no approval: " + why;
  read.diagnostics.push_back(std::move(diagnostic));
}

void read_approval(const std::string& path, PackFiles& read) {
  auto file = read_regular_file(path, kApprovalBytes);
  if (!file) return warn(path, file.error().message, read);
  if (file->changed > read.newest_change) {
    read.newest_change = file->changed;
    read.newest_file = path;
  }
  read.approvals.push_back({path, std::move(file->bytes)});
}

}  // namespace

void read_approvals(const std::string& path, PackFiles& read) {
  std::error_code error;
  const bool folder = fs::is_directory(path, error);
  std::set<std::string> packs;
  std::set<std::string> folders;  // as the packs' paths spell them, with the last slash
  for (const SourceFile& pack : read.files) {
    packs.insert(pack.path);
    folders.insert(pack.path.substr(0, pack.path.rfind('/') + 1));
  }
  std::set<std::string> found;
  for (const std::string& parent : folders) {
    fs::directory_iterator entry(parent.empty() ? "." : parent, error);
    for (const fs::directory_iterator end; !error && entry != end; entry.increment(error)) {
      const std::string name = entry->path().filename().string();
      const std::string one = parent + name;
      const auto pack = approved_path(one);
      if (!pack || name.starts_with('.')) continue;
      if (folder || packs.contains(*pack)) found.insert(one);
    }
    if (error) warn(parent, "its folder cannot be read: " + error.message(), read);
  }
  for (const std::string& one : found) read_approval(one, read);
}

}  // namespace caveat::rules
