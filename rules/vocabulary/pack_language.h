// The rule language, table by table. A key is added by one line in one of these tables: the checker then
// knows it, editors complete it, and the reference describes it.
#pragma once

#include <span>

#include "rules/vocabulary/key_table.h"

namespace caveat::rules {

extern const KeyTable kPackFileKeys;   ///< a file as a whole
extern const KeyTable kPackKeys;       ///< [pack]
extern const KeyTable kRegionKeys;     ///< [regions.NAME]
extern const KeyTable kNoticeKeys;     ///< [notices.NAME]
extern const KeyTable kRuleKeys;       ///< [[rules]]
extern const KeyTable kConditionKeys;  ///< when, unless
extern const KeyTable kPeriodKeys;     ///< when.article_published

extern const KeyTable kInsertKeys;
extern const KeyTable kRemoveKeys;
extern const KeyTable kDisableKeys;
extern const KeyTable kReplaceKeys;
extern const KeyTable kLabelKeys;
extern const KeyTable kWithholdKeys;
extern const KeyTable kAttributeKeys;  ///< of each selector under `attributes`
extern const KeyTable kHeaderKeys;
extern const KeyTable kBlockKeys;
extern const KeyTable kAcknowledgeKeys;

extern const KeyTable kTestKeys;  ///< [[tests]]
extern const KeyTable kReaderKeys;
extern const KeyTable kResponseKeys;
extern const KeyTable kExpectKeys;

/// All of them, in the order in which a pack is read.
std::span<const KeyTable* const> pack_language();

/// The line with which the key `name` can be written, where it takes a table or a list of tables; else empty.
std::string_view written_like(std::string_view name);

}  // namespace caveat::rules
