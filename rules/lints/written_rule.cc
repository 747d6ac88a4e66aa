#include "rules/lints/written_rule.h"

#include <algorithm>

namespace caveat::rules {

const TomlValue* WrittenRule::value(std::initializer_list<std::string_view> keys) const {
  const TomlTable* inner = table;
  const TomlValue* found = nullptr;
  for (const std::string_view key : keys) {
    found = inner ? find(*inner, key) : nullptr;
    if (!found) return nullptr;
    inner = found->table();
  }
  return found;
}

const TomlValue* WrittenRule::condition(std::string_view group, std::string_view key) const {
  return value({group, key});
}

std::vector<PlacedText> WrittenRule::texts(std::string_view group, std::string_view key) const {
  return texts({group, key});
}

std::vector<PlacedText> WrittenRule::texts(std::initializer_list<std::string_view> keys) const {
  const TomlValue* found = value(keys);
  return found ? texts_in(*found) : std::vector<PlacedText>();
}

SourcePlace WrittenRule::key_place(std::string_view key) const {
  const auto found =
      std::find_if(table->begin(), table->end(), [key](const TomlEntry& entry) { return entry.key == key; });
  return found == table->end() ? place() : found->key_place;
}

const SourcePlace& WrittenRule::place() const {
  return find(*table, "id")->place;
}

std::vector<WrittenRule> written_rules(const WrittenPack& pack) {
  std::vector<WrittenRule> out;
  const TomlValue* rules = find(pack.document, "rules");
  if (!rules || !rules->array() || rules->array()->size() != pack.pack.rules.size()) return out;
  for (std::size_t i = 0; i < pack.pack.rules.size(); ++i) {
    out.push_back({&pack.pack.rules[i], (*rules->array())[i].table()});
  }
  return out;
}

const TomlTable& entries_of(const TomlValue* value) {
  static const TomlTable kNone;
  return value && value->table() ? *value->table() : kNone;
}

const TomlArray& items_of(const TomlValue* value) {
  static const TomlArray kNone;
  return value && value->array() ? *value->array() : kNone;
}

std::vector<PlacedText> texts_in(const TomlValue& value) {
  std::vector<PlacedText> out;
  if (const std::string* text = value.string()) out.push_back({text, &value});
  if (const TomlArray* items = value.array()) {
    for (const TomlValue& item : *items) {
      if (const std::string* text = item.string()) out.push_back({text, &item});
    }
  }
  return out;
}

}  // namespace caveat::rules
