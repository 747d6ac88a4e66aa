#include "rules/pack_files.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <utility>

#include "rules/codes.h"
#include "rules/toml_guard.h"

namespace caveat::rules {

namespace {

namespace fs = std::filesystem;

void add(Code code, const fs::path& path, std::string message, PackFiles& out) {
  Diagnostic diagnostic;
  diagnostic.severity = code_entry(code).severity;
  diagnostic.code = code_name(code);
  diagnostic.place.file = path.string();
  diagnostic.message = std::move(message);
  out.diagnostics.push_back(std::move(diagnostic));
}

/// What editors leave beside a file (".x.toml.swp", "#x.toml#", "x.toml~") does not end in .toml or begins
/// with one of these.
bool is_rule_file(const fs::path& path) {
  const std::string name = path.filename().string();
  return path.extension() == ".toml" && !name.starts_with('.') && !name.starts_with('#') &&
         !name.starts_with('~');
}

void read_file(const fs::path& path, PackFiles& out) {
  std::error_code error;
  const auto size = fs::file_size(path, error);
  if (!error && size > kRuleFileBytes) return add(Code::too_large, path, "the file has more than 1 MiB", out);
  std::ifstream stream(path, std::ios::binary);
  if (error || !stream) return add(Code::unreadable_file, path, "the file cannot be read", out);
  SourceFile file{path.string(), std::string(std::istreambuf_iterator<char>(stream), {})};
  if (stream.bad()) return add(Code::unreadable_file, path, "the file cannot be read to its end", out);
  out.files.push_back(std::move(file));
}

std::vector<fs::path> rule_files_below(const fs::path& folder, PackFiles& out) {
  std::vector<fs::path> found;
  std::error_code error;
  fs::recursive_directory_iterator walk(folder, error);
  for (const fs::recursive_directory_iterator end; !error && walk != end; walk.increment(error)) {
    const bool hidden = walk->path().filename().string().starts_with('.');
    std::error_code type_error;
    if (walk->is_directory(type_error)) {
      if (hidden) walk.disable_recursion_pending();
    } else if (is_rule_file(walk->path())) {
      found.push_back(walk->path());
    }
  }
  if (error) add(Code::unreadable_file, folder, "the folder cannot be read: " + error.message(), out);
  std::sort(found.begin(), found.end(),
            [](const fs::path& a, const fs::path& b) { return a.string() < b.string(); });
  return found;
}

}  // namespace

PackFiles read_pack_files(const std::string& path, EmptyFolder empty) {
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
  const auto found = rule_files_below(path, out);
  for (const fs::path& file : found) read_file(file, out);
  if (found.empty() && out.diagnostics.empty() && empty == EmptyFolder::refused) {
    add(Code::no_rule_files, path, "the folder holds no rule files (*.toml)", out);
  }
  return out;
}

}  // namespace caveat::rules
