// [acknowledge]: by which keys readers' acceptances are signed.
#include "app/configuration/tables.h"

namespace caveat::app {

void read_acknowledge(const ConfigurationFile& file, rules::TableReader& top, ConfigurationDraft& draft) {
  auto acknowledge = file.table(top, "acknowledge", kAcknowledgeKeys);
  if (!acknowledge) return;
  if (const rules::TomlValue* key = acknowledge->required_text("key_file"))
    draft.configuration.acceptance_keys.current = file.path_of(*key->string());
  if (const rules::TomlValue* key = acknowledge->text("previous_key_file"))
    draft.configuration.acceptance_keys.previous = file.path_of(*key->string());
  if (const rules::TomlValue* https = acknowledge->boolean("https"))
    draft.configuration.server.acceptance.always_encrypted = *https->boolean();
  acknowledge->refuse_unknown();
}

}  // namespace caveat::app
