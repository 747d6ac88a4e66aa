#include "app/region_loading.h"

#include <sys/stat.h>

#include <array>
#include <chrono>
#include <iostream>
#include <thread>
#include <utility>

#include "geoip/data/region_data.h"

namespace caveat::app {
namespace {

constexpr std::chrono::milliseconds kBetweenLooks{100};
constexpr int kMostLooks = 30;

/// What changes when somebody writes a file or puts another in its place.
using FileState = std::array<std::int64_t, 5>;

FileState state_of(const std::string& path) {
  struct stat status {};
  if (::stat(path.c_str(), &status) != 0) return {};
  return {static_cast<std::int64_t>(status.st_ino), status.st_size, status.st_mtim.tv_sec,
          status.st_mtim.tv_nsec, status.st_ctim.tv_nsec};
}

std::vector<std::pair<std::string, FileState>> states_of(const geoip::LocatorOptions& options) {
  std::vector<std::pair<std::string, FileState>> states;
  for (const auto& source : options.databases) {
    if (!source.path.empty()) states.emplace_back(source.path, state_of(source.path));
  }
  for (const std::string& path : options.override_paths) states.emplace_back(path, state_of(path));
  return states;
}

}  // namespace

geoip::LocatorOptions built_in_regions() {
  namespace data = geoip::region_data;
  geoip::LocatorOptions options;
  options.databases.push_back({.path = {},
                               .bytes = data::country_database_bytes(),
                               .name = std::string(data::country_database_name()),
                               .fields = {}});
  options.override_texts = {{"subdivision-overlay.csv", data::subdivision_overlay_text()},
                            {"demo-readers.csv", data::demo_readers_text()}};
  return options;
}

std::string to_string(const geoip::LocatorError& error) {
  const std::string line = error.line > 0 ? ":" + std::to_string(error.line) : "";
  return error.file + line + ": " + error.message;
}

std::shared_ptr<const geoip::Locator> open_locator_or_complain(const std::vector<std::string>& databases,
                                                               const std::vector<std::string>& overrides) {
  geoip::LocatorOptions options;
  if (databases.empty()) options = built_in_regions();
  for (const std::string& path : databases) {
    options.databases.push_back({.path = path, .bytes = {}, .name = {}, .fields = {}});
  }
  options.override_paths = overrides;
  return open_locator_or_complain(options);
}

boost::system::result<std::shared_ptr<const geoip::Locator>, geoip::LocatorError> open_settled_locator(
    const geoip::LocatorOptions& options) {
  auto before = states_of(options);
  for (int look = 0; look < kMostLooks; ++look) {
    std::this_thread::sleep_for(kBetweenLooks);
    auto states = states_of(options);
    if (states != std::exchange(before, states)) continue;
    auto locator = geoip::Locator::open(options);
    if (states_of(options) == states) return locator;
  }
  const auto now = states_of(options);
  std::size_t changed = 0;
  while (changed + 1 < now.size() && now[changed] == before[changed]) ++changed;
  return geoip::LocatorError{now.empty() ? "" : now[changed].first, 0,
                             "the file does not come to rest: somebody keeps writing it"};
}

std::shared_ptr<const geoip::Locator> open_locator_or_complain(const geoip::LocatorOptions& options) {
  auto locator = geoip::Locator::open(options);
  if (locator) return *locator;
  std::cerr << "caveat: " << to_string(locator.error()) << "\n";
  return nullptr;
}

}  // namespace caveat::app
