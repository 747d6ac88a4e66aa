#include "rules/approvers.h"

#include <algorithm>
#include <cstdint>
#include <set>

#include "rules/signing_key.h"

namespace caveat::rules {

namespace {

constexpr std::int64_t kMostRequired = 20;

void read_approver(const TomlValue& value, ApprovalPolicy& policy, Problems& problems) {
  if (value.table() == nullptr)
    return wrong_type(value, "approvers", "a table with `name` and `key` for each", problems);
  TableReader reader(*value.table(), value.place, "an approver", problems);
  const TomlValue* name = reader.required_text("name");
  const TomlValue* written = reader.required_text("key");
  reader.refuse_unknown();
  if (name == nullptr || written == nullptr) return;
  const auto key = public_key_line(*written->string());
  if (!key) {
    return problems.add(Code::bad_approver, written->place, "this is no public key (Ed25519)",
                        "take the line that `caveat approve --new-key` printed, or the key's .pub file");
  }
  if (policy.find(*key) != nullptr)
    return problems.add(Code::bad_approver, written->place, "this key is listed twice");
  policy.approvers.push_back({*name->string(), *key});
}

std::size_t required_of(const TomlValue& value, Problems& problems) {
  const std::int64_t required = *value.integer();
  if (required >= 0 && required <= kMostRequired) return static_cast<std::size_t>(required);
  problems.add(Code::wrong_type, value.place,
               "`require_approvals` is " + std::to_string(required) + ": it has to be from 0 to " +
                   std::to_string(kMostRequired));
  return 0;
}

}  // namespace

const Approver* ApprovalPolicy::find(std::string_view key) const {
  const auto found = std::find_if(approvers.begin(), approvers.end(),
                                  [key](const Approver& approver) { return approver.key == key; });
  return found == approvers.end() ? nullptr : &*found;
}

std::size_t ApprovalPolicy::persons() const {
  std::set<std::string_view> names;
  for (const Approver& approver : approvers) names.insert(approver.name);
  return names.size();
}

ApprovalPolicy read_approval_policy(TableReader& rules, Problems& problems) {
  ApprovalPolicy policy;
  const TomlValue* list = rules.list("approvers");
  if (list != nullptr) {
    for (const TomlValue& value : *list->array()) read_approver(value, policy, problems);
  }
  const TomlValue* required = rules.integer("require_approvals");
  if (required != nullptr) policy.required = required_of(*required, problems);
  if (required != nullptr && policy.persons() < policy.required) {
    problems.add(Code::bad_approver, required->place,
                 "`require_approvals` is " + std::to_string(policy.required) + ", and `approvers` lists " +
                     std::to_string(policy.persons()) + " persons",
                 "list everybody whose approval counts, with name and public key");
  }
  return policy;
}

}  // namespace caveat::rules
