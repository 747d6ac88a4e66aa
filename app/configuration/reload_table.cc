// [reload]: what is read anew without being told.
#include "app/configuration/tables.h"

namespace caveat::app {

void read_reload(const ConfigurationFile& file, rules::TableReader& top, ServeConfiguration& configuration) {
  auto reload = file.table(top, "reload");
  if (!reload) return;
  file.flag(*reload, "watch", configuration.watch_files);
  reload->refuse_unknown();
}

}  // namespace caveat::app
