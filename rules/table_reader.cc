#include "rules/table_reader.h"

#include <algorithm>

#include "rules/nearest_name.h"

namespace caveat::rules {

namespace {

struct WrittenLike {
  std::string_view key;
  std::string_view wanted;  ///< what the message says is wanted
  std::string_view example;
};

/// For keys whose shape authors get wrong.
constexpr WrittenLike kExamples[] = {
    {"when", "a table", "when.region = \"RU\""},
    {"unless", "a table", "unless.path = \"/legal-help/**\""},
    {"insert", "a table", "insert = { notice = \"NAME\", at = \"start of body\" }"},
    {"remove", "a table", "remove = { widgets = [\"share\"] }"},
    {"headers", "a table", "headers = { set = { \"Referrer-Policy\" = \"no-referrer\" } }"},
    {"attributes", "a table", "attributes = { \"a\" = { set = { rel = \"noreferrer\" } } }"},
    {"block", "a table", "block = { notice = \"NAME\" }"},
    {"text", "a table", "text.en = \"...\""},
    {"pack", "a table", "[pack]"},
    {"reader", "a table", "reader = { region = \"RU\" }"},
    {"expect", "a table", "expect = { notices = [\"NAME\"] }"},
    {"rules", "a list", "[[rules]], with two brackets on each side"},
    {"tests", "a list", "[[tests]], with two brackets on each side"},
};

std::string example_of(std::string_view key, std::string_view wanted) {
  for (const WrittenLike& one : kExamples) {
    if (one.key == key && one.wanted == wanted) return "write " + std::string(one.example);
  }
  return {};
}

bool holds(const std::vector<std::string_view>& keys, std::string_view key) {
  return std::find(keys.begin(), keys.end(), key) != keys.end();
}

bool refuse_empty(const TomlValue& value, std::string_view key, Problems& problems) {
  if (!value.string()->empty()) return false;
  problems.add(Code::empty_value, value.place, quoted(key) + " is empty");
  return true;
}

}  // namespace

const TomlValue* TableReader::value(std::string_view key) {
  known_.push_back(key);
  return find(table_, key);
}

const TomlValue* TableReader::text(std::string_view key) {
  const TomlValue* found = value(key);
  if (!found) return nullptr;
  if (!found->string()) {
    wrong_type(*found, key, "text", problems_);
    return nullptr;
  }
  return refuse_empty(*found, key, problems_) ? nullptr : found;
}

const TomlValue* TableReader::required_text(std::string_view key) {
  if (!find(table_, key)) {
    known_.push_back(key);
    problems_.add(Code::missing_key, place_, name_ + " has no " + quoted(key));
    return nullptr;
  }
  return text(key);
}

const TomlValue* TableReader::table(std::string_view key) {
  const TomlValue* found = value(key);
  if (!found || found->table()) return found;
  wrong_type(*found, key, "a table", problems_);
  return nullptr;
}

const TomlValue* TableReader::list(std::string_view key) {
  const TomlValue* found = value(key);
  if (!found || found->array()) return found;
  wrong_type(*found, key, "a list", problems_);
  return nullptr;
}

const TomlValue* TableReader::integer(std::string_view key) {
  const TomlValue* found = value(key);
  if (!found || found->integer()) return found;
  wrong_type(*found, key, "a whole number", problems_);
  return nullptr;
}

const TomlValue* TableReader::boolean(std::string_view key) {
  const TomlValue* found = value(key);
  if (!found || found->boolean()) return found;
  wrong_type(*found, key, "true or false", problems_);
  return nullptr;
}

std::vector<PlacedText> TableReader::texts(std::string_view key) {
  const TomlValue* found = value(key);
  return found ? texts_of(*found, key, problems_) : std::vector<PlacedText>();
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
                quoted(key) + " is " + one_of(words) + ", not " + quoted(*found->string()),
                did_you_mean(*found->string(), words));
  return nullptr;
}

void TableReader::not_built_yet(std::span<const std::string_view> keys) {
  not_built_.insert(not_built_.end(), keys.begin(), keys.end());
}

void TableReader::refuse_unknown() {
  std::vector<std::string_view> all = known_;
  all.insert(all.end(), not_built_.begin(), not_built_.end());
  for (const TomlEntry& entry : table_) {
    if (holds(known_, entry.key)) continue;
    if (holds(not_built_, entry.key)) {
      problems_.add(Code::not_built_yet, entry.key_place,
                    "this version of Caveat does not know " + quoted(entry.key) +
                        " yet; it is part of the rule language, and ignoring it would be wrong");
      continue;
    }
    problems_.add(Code::unknown_key, entry.key_place, name_ + " knows no " + quoted(entry.key),
                  did_you_mean(entry.key, all));
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
  if (items->empty()) problems.add(Code::empty_value, value.place, quoted(key) + " is an empty list");
  return out;
}

void wrong_type(const TomlValue& value, std::string_view key, std::string_view wanted, Problems& problems) {
  problems.add(Code::wrong_type, value.place,
               quoted(key) + " wants " + std::string(wanted) + ", not " + std::string(value.kind_name()),
               example_of(key, wanted));
}

std::string one_of(std::span<const std::string_view> words) {
  std::string out;
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (i > 0) out += i + 1 == words.size() ? " or " : ", ";
    out += quoted(words[i]);
  }
  return out;
}

}  // namespace caveat::rules
