// Where the tests find their databases.
#pragma once

#include <cstdlib>
#include <filesystem>
#include <string>

namespace caveat::geoip {

/// The real test material; may be missing.
inline std::filesystem::path corpus(const std::string& below) {
  const char* const stated = std::getenv("CAVEAT_CORPUS");
  const std::filesystem::path root =
      stated != nullptr ? std::filesystem::path(stated)
                        : std::filesystem::path(CAVEAT_SOURCE_DIR) / ".." / "shared" / "corpus";
  return root / "geo" / below;
}

/// A database that write_databases.pl wrote.
inline std::string written(const std::string& name) {
  return std::string(CAVEAT_TEST_DATABASES) + "/" + name + ".mmdb";
}

}  // namespace caveat::geoip
