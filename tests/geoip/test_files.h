// Where the tests find their databases.
#pragma once

#include <cstdlib>
#include <filesystem>
#include <string>
#include <string_view>

#include "geoip/locator.h"

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
  return (std::filesystem::path(CAVEAT_TEST_DATABASES) / name).replace_extension(".mmdb").string();
}

inline DatabaseSource file_source(const std::string& path, FieldMapping fields = {}) {
  return {.path = path, .bytes = {}, .name = {}, .fields = std::move(fields)};
}

inline LocatorOptions with_database(const std::string& path) {
  LocatorOptions options;
  options.databases.push_back(file_source(path));
  return options;
}

inline LocatorOptions with_bytes(std::string_view bytes, const std::string& name = "bytes") {
  LocatorOptions options;
  options.databases.push_back({.path = {}, .bytes = bytes, .name = name, .fields = {}});
  return options;
}

}  // namespace caveat::geoip
