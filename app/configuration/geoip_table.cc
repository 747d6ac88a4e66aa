// [geoip]: where readers are.
#include "app/configuration/tables.h"

namespace caveat::app {

void read_geoip(const ConfigurationFile& file, rules::TableReader& top, ConfigurationDraft& draft) {
  auto geoip = file.required_table(top, "geoip", kGeoipKeys);
  if (!geoip) return;
  if (const rules::TomlValue* database = geoip->required_text("database")) {
    draft.configuration.regions.database_path = file.path_of(*database->string());
  }
  for (const rules::PlacedText& overrides : geoip->texts("overrides")) {
    draft.configuration.regions.override_paths.push_back(file.path_of(*overrides.text));
  }
  geoip->refuse_unknown();
}

}  // namespace caveat::app
