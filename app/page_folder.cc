#include "app/page_folder.h"

#include <algorithm>

namespace caveat::app {
namespace {

bool is_page(const std::filesystem::path& file) {
  const std::string extension = file.extension().string();
  return extension == ".html" || extension == ".htm";
}

bool may_be_site(const std::string& name) {
  return name.find('.') != std::string::npos && !name.starts_with('.');
}

std::string url_of(const std::filesystem::path& folder, const std::filesystem::path& file) {
  std::filesystem::path path = file.lexically_relative(folder);
  std::string site = path.begin()->string();
  if (path.has_parent_path() && may_be_site(site)) {
    path = path.lexically_relative(*path.begin());
  } else {
    site = std::filesystem::absolute(folder).lexically_normal().filename().string();
  }
  if (path.filename() == "index.html") path.replace_filename("");
  return "https://" + site + "/" + path.generic_string();
}

}  // namespace

std::optional<std::vector<SavedPage>> saved_pages(const std::filesystem::path& folder) {
  std::error_code error;
  std::vector<SavedPage> pages;
  std::filesystem::recursive_directory_iterator entries(folder, error);
  for (; !error && entries != std::filesystem::recursive_directory_iterator(); entries.increment(error)) {
    if (entries->is_regular_file(error) && is_page(entries->path()))
      pages.push_back({url_of(folder, entries->path()), entries->path()});
  }
  if (error) return std::nullopt;
  std::ranges::sort(pages, {}, &SavedPage::file);
  return pages;
}

}  // namespace caveat::app
