// [admin]: the pages for the operator.
#include "app/configuration/tables.h"

namespace caveat::app {

void read_admin(const ConfigurationFile& file, rules::TableReader& top, ConfigurationDraft& draft) {
  auto admin = file.table(top, "admin", kAdminKeys);
  if (!admin) return;
  std::string& address = draft.configuration.server.admin_listen;
  const rules::TomlValue* const written = admin->required_text("listen");
  file.endpoint(written, address);
  if (written != nullptr) draft.listeners.push_back({address, "`listen` of [admin]", written->place});
  admin->refuse_unknown();
}

}  // namespace caveat::app
