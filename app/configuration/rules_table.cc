// [rules]: which packs are in force, and who has to have approved them.
#include "app/configuration/tables.h"

namespace caveat::app {

void read_rules(const ConfigurationFile& file, rules::TableReader& top, ServeConfiguration& configuration) {
  auto rules = file.required_table(top, "rules");
  if (!rules) return;
  if (const rules::TomlValue* path = rules->required_text("path"))
    configuration.rules_path = file.path_of(*path->string());
  if (const rules::TomlValue* allow = rules->boolean("allow_empty"); allow && *allow->boolean())
    configuration.empty_rules = rules::EmptyRules::allowed;
  for (const rules::PlacedText& id : rules->texts("required")) {
    configuration.required_packs.push_back(*id.text);
  }
  configuration.approvals = rules::read_approval_policy(*rules, file.problems());
  if (!configuration.approvals.approvers.empty() && rules->value("require_approvals") == nullptr) {
    file.problems().add(rules::Code::missing_key, rules->place(),
                        "`approvers` are listed, and nobody has to approve",
                        "say how many persons have to approve each pack: require_approvals = 1");
  }
  rules->refuse_unknown();
}

}  // namespace caveat::app
