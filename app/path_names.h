// The names by which a path leads to a file: whoever changes one of them changes what is read.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace caveat::app {

/// One name, where it stands.
struct PathName {
  std::filesystem::path folder;  ///< absolute, and without a link in it
  std::string name;
  bool is_last = false;
  std::filesystem::path target;  ///< of a link: where it leads, absolute; else empty

  /// The others hardly ever change.
  bool is_needed() const { return is_last || !target.empty(); }
};

/// Those of `path` from the root on, with those of each link on the way (path_resolution(7)), in the order in
/// which they are followed. Of what is not there, the names that would be. At most forty links.
std::vector<PathName> names_of_path(const std::filesystem::path& path);

}  // namespace caveat::app
