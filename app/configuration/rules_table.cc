// [rules]: which packs are in force, and who has to have approved them.
#include "app/configuration/tables.h"

namespace caveat::app {

void read_rules(rules::TableReader& rules, const ConfigurationFile& file, RulesConfiguration& into) {
  if (const rules::TomlValue* path = rules.text("path")) {
    into.path = file.path_of(*path->string());
  } else if (into.path.empty() && rules.value("path") == nullptr) {
    file.problems().add(rules::Code::missing_key, rules.place(), "[rules] has no `path`");
  }
  if (const rules::TomlValue* allow = rules.boolean("allow_empty"))
    into.empty = *allow->boolean() ? rules::EmptyRules::allowed : rules::EmptyRules::refused;
  if (const auto ids = rules.texts("required"); !ids.empty()) {
    into.required.clear();
    for (const rules::PlacedText& id : ids) into.required.push_back(*id.text);
  }
  rules::ApprovalPolicy approvals = rules::read_approval_policy(rules, file.problems());
  if (!approvals.approvers.empty() && rules.value("require_approvals") == nullptr) {
    file.problems().add(rules::Code::missing_key, rules.place(),
                        "`approvers` are listed, and nobody has to approve",
                        "say how many persons have to approve each pack: require_approvals = 1");
  }
  if (rules.value("approvers") || rules.value("require_approvals")) into.approvals = std::move(approvals);
  rules.refuse_unknown();
}

void read_rules(const ConfigurationFile& file, rules::TableReader& top, ConfigurationDraft& draft) {
  auto rules = file.table_of_site(top, "rules", kRulesKeys);
  if (rules) read_rules(*rules, file, draft.rules);
}

}  // namespace caveat::app
