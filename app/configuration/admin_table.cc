// [admin]: the pages for the operator.
#include "app/configuration/tables.h"

namespace caveat::app {

void read_admin(const ConfigurationFile& file, rules::TableReader& top, ConfigurationDraft& draft) {
  auto admin = file.table(top, "admin", kAdminKeys);
  if (!admin) return;
  file.endpoint(admin->required_text("listen"), draft.configuration.server.admin_listen);
  admin->refuse_unknown();
}

}  // namespace caveat::app
