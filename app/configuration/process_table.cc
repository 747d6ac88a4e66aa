// [process]: what the process may do.
#include "app/configuration/tables.h"

namespace caveat::app {

void read_process(const ConfigurationFile& file, rules::TableReader& top, ConfigurationDraft& draft) {
  auto process = file.table(top, "process", kProcessKeys);
  if (!process) return;
  file.flag(*process, "confine_files", draft.configuration.confine_files);
  process->refuse_unknown();
}

}  // namespace caveat::app
