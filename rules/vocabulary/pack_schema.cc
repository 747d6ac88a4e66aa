#include "rules/vocabulary/pack_schema.h"

#include <algorithm>
#include <utility>

#include "rules/json_text.h"
#include "rules/vocabulary/pack_language.h"

namespace caveat::rules {

namespace {

constexpr std::string_view kDate = "^[0-9]{4}-[0-9]{2}-[0-9]{2}";
constexpr std::string_view kStatusClass = "^[2-5]xx$";

/// Appends the members of schemas, which are objects that the caller begins and ends.
class SchemaWriter {
 public:
  explicit SchemaWriter(JsonText& json) : json_(json) {}

  void table(const KeyTable& table) {
    json_.text("type", "object").begin_object("properties");
    for (const Key& key : table.keys) {
      json_.begin_object(key.name);
      describe(key);
      value(key);
      json_.end_object();
    }
    json_.end_object();
    required(table);
    choice(table);
    json_.truth("additionalProperties", false);
  }

 private:
  void describe(const Key& key) {
    std::string text(key.about);
    if (!key.otherwise.empty()) text += " Without it: " + std::string(key.otherwise) + ".";
    json_.text("description", text);
    if (std::find(key.words.begin(), key.words.end(), key.otherwise) != key.words.end())
      json_.text("default", key.otherwise);
  }

  void required(const KeyTable& table) {
    const auto needed = [](const Key& key) { return key.need != Need::none; };
    if (std::none_of(table.keys.begin(), table.keys.end(), needed)) return;
    json_.begin_list("required");
    for (const Key& key : table.keys) {
      if (needed(key)) json_.text({}, key.name);
    }
    json_.end_list();
  }

  void choice(const KeyTable& table) {
    if (table.choice.keys.empty()) return;
    json_.begin_list(table.choice.only_one ? "oneOf" : "anyOf");
    for (const std::string_view name : table.choice.keys) {
      json_.begin_object().begin_list("required").text({}, name).end_list().end_object();
    }
    json_.end_list();
  }

  void value(const Key& key) {
    switch (key.kind) {
      case ValueKind::text:
        return filled_text();
      case ValueKind::texts:
        return one_or_list([&] { filled_text(); }, 1);
      case ValueKind::texts_or_none:
        return one_or_list([&] { filled_text(); }, 0);
      case ValueKind::word:
        return word(key);
      case ValueKind::words:
        return one_or_list([&] { word(key); }, 1);
      case ValueKind::words_or_none:
        return one_or_list([&] { word(key); }, 0);
      case ValueKind::truth:
        json_.text("type", "boolean");
        return;
      case ValueKind::integer:
        json_.text("type", "integer");
        return;
      case ValueKind::statuses:
        return one_or_list([&] { status(); }, 1);
      default:
        return date_or_table(key);
    }
  }

  void date_or_table(const Key& key) {
    switch (key.kind) {
      case ValueKind::date:
        return date();
      case ValueKind::two_dates:
        return two_dates();
      case ValueKind::period:
        return any_of([&] { table(*key.inner); }, [&] { two_dates(); });
      case ValueKind::tables:
        return list([&] { table(*key.inner); }, 0);
      case ValueKind::named_tables:
        return named([&] { table(*key.inner); });
      case ValueKind::named_texts:
        return named([&] { json_.text("type", "string"); });
      default:
        return table(*key.inner);
    }
  }

  void filled_text() { json_.text("type", "string").number("minLength", 1); }

  void word(const Key& key) {
    json_.begin_list("enum");
    for (const std::string_view word : key.words) json_.text({}, word);
    json_.end_list();
  }

  void status() {
    any_of([&] { json_.text("type", "integer").number("minimum", 200).number("maximum", 599); },
           [&] { json_.text("type", "string").text("pattern", kStatusClass); });
  }

  void date() { json_.text("type", "string").text("pattern", kDate); }

  void two_dates() {
    list([&] { date(); }, 2);
    json_.number("maxItems", 2);
  }

  template <typename Item>
  void list(Item item, int at_least) {
    json_.text("type", "array").begin_object("items");
    item();
    json_.end_object();
    if (at_least > 0) json_.number("minItems", at_least);
  }

  template <typename Item>
  void named(Item item) {
    json_.text("type", "object").begin_object("additionalProperties");
    item();
    json_.end_object();
  }

  template <typename One, typename Other>
  void any_of(One one, Other other) {
    json_.begin_list("anyOf").begin_object();
    one();
    json_.end_object().begin_object();
    other();
    json_.end_object().end_list();
  }

  template <typename Item>
  void one_or_list(Item item, int at_least) {
    any_of(item, [&] { list(item, at_least); });
  }

  JsonText& json_;
};

}  // namespace

std::string pack_schema() {
  JsonText json;
  json.begin_object().text("$schema", "http://json-schema.org/draft-07/schema#");
  json.text("$comment", "Generated: caveat schema > schema/pack.schema.json");
  json.text("title", "A pack of Caveat's rules").text("description", kPackFileKeys.about);
  SchemaWriter(json).table(kPackFileKeys);
  return std::move(json.end_object()).take();
}

}  // namespace caveat::rules
