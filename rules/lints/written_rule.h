// A rule beside what its author wrote, for lints that point at it.
#pragma once

#include <string_view>
#include <vector>

#include "rules/pack_reading.h"
#include "rules/table_reader.h"

namespace caveat::rules {

/// Of a pack without errors, which outlives it.
struct WrittenRule {
  const Rule* rule = nullptr;
  const TomlTable* table = nullptr;

  /// `when.KEY` or `unless.KEY`; null if the rule does not say it.
  const TomlValue* condition(std::string_view group, std::string_view key) const;
  /// The texts of that condition: none if it is missing or holds no texts.
  std::vector<PlacedText> texts(std::string_view group, std::string_view key) const;
  /// The value at a path of keys: value({"remove", "widgets"}); null if there is none.
  const TomlValue* value(std::initializer_list<std::string_view> keys) const;
  std::vector<PlacedText> texts(std::initializer_list<std::string_view> keys) const;
  /// Where the key of an action or of a group stands, or the rule's id if the rule does not say it.
  SourcePlace key_place(std::string_view key) const;
  /// Of the id.
  const SourcePlace& place() const;
  /// Whether it does anything that readers notice: rules in shadow mode do not.
  bool is_carried_out() const { return !rule->reason.shadow; }
};

std::vector<WrittenRule> written_rules(const WrittenPack& pack);

/// The entries of a table and the items of a list; none of any other value or of null.
const TomlTable& entries_of(const TomlValue* value);
const TomlArray& items_of(const TomlValue* value);

/// A text or the texts of a list; anything else is left out.
std::vector<PlacedText> texts_in(const TomlValue& value);

}  // namespace caveat::rules
