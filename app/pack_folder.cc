#include "app/pack_folder.h"

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <memory>

namespace caveat::app {
namespace {

namespace fs = std::filesystem;

/// Never over a file that is there.
bool write_new(const fs::path& path, const std::string& text) {
  const std::unique_ptr<std::FILE, int (*)(std::FILE*)> file(std::fopen(path.c_str(), "wx"), &std::fclose);
  return file && std::fwrite(text.data(), 1, text.size(), file.get()) == text.size() &&
         std::fflush(file.get()) == 0;
}

/// Why the folder could not be made; empty if it has been.
std::string make_folder(const fs::path& folder) {
  std::error_code error;
  if (folder.has_parent_path()) fs::create_directories(folder.parent_path(), error);
  if (!error && fs::create_directory(folder, error)) return {};
  if (error) return folder.string() + " cannot be made: " + error.message();
  return folder.string() + " is there already, so nothing was written";
}

}  // namespace

std::string write_pack_folder(const fs::path& folder, const std::vector<rules::SourceFile>& files) {
  if (std::string why = make_folder(folder); !why.empty()) return why;
  // Pages before the pack, which is the first: whoever reads the folder meanwhile sees no pack whose pages
  // are missing.
  for (auto file = files.rbegin(); file != files.rend(); ++file) {
    const fs::path path = folder / file->path;
    std::error_code error;
    fs::create_directories(path.parent_path(), error);
    if (!write_new(path, file->text)) return path.string() + " cannot be written: " + std::strerror(errno);
  }
  return {};
}

}  // namespace caveat::app
