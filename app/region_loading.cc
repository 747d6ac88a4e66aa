#include "app/region_loading.h"

#include <iostream>

#include "geoip/data/region_data.h"

namespace caveat::app {

geoip::LocatorOptions built_in_regions() {
  namespace data = geoip::region_data;
  geoip::LocatorOptions options;
  options.database_bytes = data::country_database_bytes();
  options.database_name = data::country_database_name();
  options.override_texts = {{"subdivision-overlay.csv", data::subdivision_overlay_text()},
                            {"demo-readers.csv", data::demo_readers_text()}};
  return options;
}

std::string to_string(const geoip::LocatorError& error) {
  const std::string line = error.line > 0 ? ":" + std::to_string(error.line) : "";
  return error.file + line + ": " + error.message;
}

std::shared_ptr<const geoip::Locator> open_locator_or_complain(const std::string& database,
                                                               const std::vector<std::string>& overrides) {
  geoip::LocatorOptions options;
  if (database.empty()) {
    options = built_in_regions();
  } else {
    options.database_path = database;
  }
  options.override_paths = overrides;
  auto locator = geoip::Locator::open(options);
  if (locator) return *locator;
  std::cerr << "caveat: " << to_string(locator.error()) << "\n";
  return nullptr;
}

}  // namespace caveat::app
