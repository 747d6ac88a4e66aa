// A folder of saved pages, as a mirroring tool leaves it.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace caveat::app {

struct SavedPage {
  std::string url;
  std::filesystem::path file;
};

/// Every *.html and *.htm below `folder`, in order of path. The folders at the top are named by site
/// ("www.example.org/a/1.html"), or else the folder itself is; `index.html` is the page of its folder.
/// nullopt if it cannot be read.
std::optional<std::vector<SavedPage>> saved_pages(const std::filesystem::path& folder);

}  // namespace caveat::app
