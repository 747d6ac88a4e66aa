// Where the real test material lies: CAVEAT_CORPUS, else ../shared/corpus beside the source tree.
#pragma once

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <optional>
#include <string>
#include <string_view>

namespace caveat::tests {

inline constexpr const char* kCorpusMissing = "the corpus is not there; set CAVEAT_CORPUS to its folder";

/// A folder of the corpus, or nullopt where it is not there: then the test says so with GTEST_SKIP.
inline std::optional<std::filesystem::path> corpus_folder(std::string_view name) {
  const char* given = std::getenv("CAVEAT_CORPUS");
  const auto root = given != nullptr
                        ? std::filesystem::path(given)
                        : std::filesystem::path(CAVEAT_SOURCE_DIR).parent_path() / "shared/corpus";
  const auto folder = root / name;
  if (!std::filesystem::is_directory(folder)) return std::nullopt;
  return folder;
}

inline std::string read_file(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

}  // namespace caveat::tests
