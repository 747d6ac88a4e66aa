#include "rules/table_reader.h"

#include <algorithm>
#include <stdexcept>

#include "rules/nearest_name.h"
#include "rules/vocabulary/pack_language.h"

namespace caveat::rules {

namespace {

/// For keys whose shape authors get wrong.
std::string example_of(std::string_view key, std::string_view wanted) {
  if (wanted != "a table" && wanted != "a list") return {};
  const std::string_view line = written_like(key);
  return line.empty() ? std::string() : "write " + std::string(line);
}

bool holds(const std::vector<std::string_view>& keys, std::string_view key) {
  return std::find(keys.begin(), keys.end(), key) != keys.end();
}

bool refuse_empty(const TomlValue& value, std::string_view key, Problems& problems) {
  if (!value.string()->empty()) return false;
  problems.add(Code::empty_value, value.place, in_quotes(key) + " is empty");
  return true;
}

}  // namespace

void TableReader::expect_kind(std::string_view key, std::initializer_list<ValueKind> kinds) const {
  const Key* known = keys_ ? find_key(*keys_, key) : nullptr;
  const bool fits = known && std::find(kinds.begin(), kinds.end(), known->kind) != kinds.end();
  if (keys_ && !fits) {
    throw std::logic_error("the vocabulary of " + name_ + " does not have " + in_quotes(key) +
                           " as it is read");
  }
}

const TomlValue* TableReader::value(std::string_view key) {
  if (keys_ && !find_key(*keys_, key))
    throw std::logic_error("the vocabulary of " + name_ + " lacks " + in_quotes(key));
  asked_.push_back(key);
  return find(table_, key);
}

const TomlValue* TableReader::text(std::string_view key) {
  expect_kind(key, {ValueKind::text});
  const TomlValue* found = value(key);
  if (!found) return nullptr;
  if (!found->string()) {
    wrong_type(*found, key, "text", problems_);
    return nullptr;
  }
  return refuse_empty(*found, key, problems_) ? nullptr : found;
}

const TomlValue* TableReader::required_text(std::string_view key) {
  if (!keys_ && !find(table_, key)) {
    asked_.push_back(key);
    problems_.add(Code::missing_key, place_, name_ + " has no " + in_quotes(key));
    return nullptr;
  }
  return text(key);
}

const TomlValue* TableReader::table(std::string_view key) {
  expect_kind(key, {ValueKind::table, ValueKind::named_tables, ValueKind::named_texts});
  const TomlValue* found = value(key);
  if (!found || found->table()) return found;
  wrong_type(*found, key, "a table", problems_);
  return nullptr;
}

const TomlValue* TableReader::list(std::string_view key) {
  expect_kind(key, {ValueKind::tables});
  const TomlValue* found = value(key);
  if (!found || found->array()) return found;
  wrong_type(*found, key, "a list", problems_, help_of(key));
  return nullptr;
}

const TomlValue* TableReader::integer(std::string_view key) {
  expect_kind(key, {ValueKind::integer});
  const TomlValue* found = value(key);
  if (!found || found->integer()) return found;
  wrong_type(*found, key, "a whole number", problems_, help_of(key));
  return nullptr;
}

const TomlValue* TableReader::boolean(std::string_view key) {
  expect_kind(key, {ValueKind::truth});
  const TomlValue* found = value(key);
  if (!found || found->boolean()) return found;
  wrong_type(*found, key, "true or false", problems_);
  return nullptr;
}

std::vector<PlacedText> TableReader::texts(std::string_view key) {
  expect_kind(key, {ValueKind::texts, ValueKind::words});
  const TomlValue* found = value(key);
  return found ? texts_of(*found, key, problems_) : std::vector<PlacedText>();
}

const std::string* TableReader::word(std::string_view key) {
  expect_kind(key, {ValueKind::word});
  return word(key, find_key(*keys_, key)->words);
}

const std::string* TableReader::word(std::string_view key, std::span<const std::string_view> words) {
  const TomlValue* found = value(key);
  if (!found) return nullptr;
  if (!found->string()) {
    wrong_type(*found, key, one_of(words) + " in quotation marks", problems_);
    return nullptr;
  }
  if (std::find(words.begin(), words.end(), *found->string()) != words.end()) return found->string();
  problems_.add(Code::unknown_word, found->place,
                in_quotes(key) + " is " + one_of(words) + ", not " + in_quotes(*found->string()),
                did_you_mean(*found->string(), words));
  return nullptr;
}

/// How the key is written, or what it is about, as the language of the table says: in which unit, for one.
std::string TableReader::help_of(std::string_view key) const {
  const Key* known = keys_ ? find_key(*keys_, key) : nullptr;
  if (known == nullptr) return {};
  return known->written.empty() ? std::string(known->about) : "write " + std::string(known->written);
}

std::vector<std::string_view> TableReader::known_names() const {
  if (!keys_) return asked_;
  std::vector<std::string_view> names;
  for (const Key& key : keys_->keys) {
    if (!holds(asked_, key.name))
      throw std::logic_error(in_quotes(key.name) + " of " + name_ +
                             " is in the vocabulary, and nobody reads it");
    names.push_back(key.name);
  }
  return names;
}

void TableReader::report_missing() const {
  if (!keys_) return;
  for (const Key& key : keys_->keys) {
    if (key.need == Need::always && !find(table_, key.name))
      problems_.add(Code::missing_key, place_, name_ + " has no " + in_quotes(key.name));
  }
}

void TableReader::refuse_unknown() {
  const std::vector<std::string_view> names = known_names();
  report_missing();
  for (const TomlEntry& entry : table_) {
    if (problems_.has_enough_errors()) return;
    if (holds(names, entry.key)) continue;
    problems_.add(Code::unknown_key, entry.key_place, name_ + " knows no " + in_quotes(entry.key),
                  did_you_mean(entry.key, names));
  }
}

std::vector<PlacedText> texts_of(const TomlValue& value, std::string_view key, Problems& problems) {
  std::vector<PlacedText> out;
  const auto take = [&](const TomlValue& item) {
    if (!item.string()) {
      wrong_type(item, key, "text or a list of texts", problems);
    } else if (!refuse_empty(item, key, problems)) {
      out.push_back({item.string(), &item});
    }
  };
  const TomlArray* items = value.array();
  if (!items) {
    take(value);
    return out;
  }
  for (const TomlValue& item : *items) take(item);
  if (items->empty()) problems.add(Code::empty_value, value.place, in_quotes(key) + " is an empty list");
  return out;
}

void wrong_type(const TomlValue& value, std::string_view key, std::string_view wanted, Problems& problems,
                const std::string& help) {
  problems.add(Code::wrong_type, value.place,
               in_quotes(key) + " wants " + std::string(wanted) + ", not " + std::string(value.kind_name()),
               help.empty() ? example_of(key, wanted) : help);
}

std::string one_of(std::span<const std::string_view> words) {
  std::string out;
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (i > 0) out += i + 1 == words.size() ? " or " : ", ";
    out += in_quotes(words[i]);
  }
  return out;
}

}  // namespace caveat::rules
