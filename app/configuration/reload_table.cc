// [reload]: what is read anew without being told.
#include "app/configuration/tables.h"

namespace caveat::app {

void read_reload(const ConfigurationFile& file, rules::TableReader& top, ConfigurationDraft& draft) {
  auto reload = file.table(top, "reload", kReloadKeys);
  if (!reload) return;
  file.flag(*reload, "watch", draft.configuration.watch_files);
  reload->refuse_unknown();
}

}  // namespace caveat::app
