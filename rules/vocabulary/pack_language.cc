#include "rules/vocabulary/pack_language.h"

namespace caveat::rules {

namespace {

constexpr const KeyTable* kTables[] = {
    &kPackFileKeys, &kPackKeys,      &kRegionKeys, &kNoticeKeys,  &kRuleKeys,        &kConditionKeys,
    &kPeriodKeys,   &kInsertKeys,    &kRemoveKeys, &kDisableKeys, &kReplaceKeys,     &kLabelKeys,
    &kWithholdKeys, &kAttributeKeys, &kHeaderKeys, &kBlockKeys,   &kAcknowledgeKeys, &kTestKeys,
    &kReaderKeys,   &kResponseKeys,  &kExpectKeys,
};

bool takes_table(const Key& key) {
  return key.inner != nullptr || key.kind == ValueKind::named_texts;
}

}  // namespace

std::span<const KeyTable* const> pack_language() {
  return kTables;
}

std::string_view written_like(std::string_view name) {
  for (const KeyTable* table : kTables) {
    const Key* key = find_key(*table, name);
    if (key && takes_table(*key) && !key->written.empty()) return key->written;
  }
  return {};
}

}  // namespace caveat::rules
