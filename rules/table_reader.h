// Reads one table key by key, and refuses the keys that it does not know.
#pragma once

#include <initializer_list>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "rules/problems.h"
#include "rules/toml.h"
#include "rules/vocabulary/key_table.h"

namespace caveat::rules {

/// A text of the file with its place; both live as long as the parsed document.
struct PlacedText {
  const std::string* text;
  const TomlValue* value;
};

/// Every getter reports a value of the wrong kind and then answers null, as for a missing key. Table and
/// problems outlive it.
class TableReader {
 public:
  /// A table of the rule language, which has the keys of `keys`. Whoever asks for another key, or for one as
  /// something else than the table says, or not for all of them, has a bug: std::logic_error.
  /// `name` is what messages call the table: "[pack]", "`insert`". `place` is where a missing key is
  /// reported.
  TableReader(const TomlTable& table, SourcePlace place, std::string name, Problems& problems,
              const KeyTable& keys)
      : table_(table), place_(std::move(place)), name_(std::move(name)), problems_(problems), keys_(&keys) {}
  /// A table of something else, which has the keys that are asked for.
  TableReader(const TomlTable& table, SourcePlace place, std::string name, Problems& problems)
      : table_(table), place_(std::move(place)), name_(std::move(name)), problems_(problems) {}

  /// Keys are remembered, not copied: they outlive the reader.
  const TomlValue* value(std::string_view key);
  /// Never empty: an empty text is reported.
  const TomlValue* text(std::string_view key);
  const TomlValue* required_text(std::string_view key);
  const TomlValue* table(std::string_view key);
  const TomlValue* list(std::string_view key);
  const TomlValue* integer(std::string_view key);
  const TomlValue* boolean(std::string_view key);
  /// A text or a list of texts, none empty, at least one.
  std::vector<PlacedText> texts(std::string_view key);
  /// One of `words`, or null after a diagnostic.
  const std::string* word(std::string_view key, std::span<const std::string_view> words);
  /// One of the words that the rule language has for it.
  const std::string* word(std::string_view key);

  /// Once all keys were asked for: reports those that the table does not know, and those that it needs.
  void refuse_unknown();

  const SourcePlace& place() const { return place_; }

 private:
  void expect_kind(std::string_view key, std::initializer_list<ValueKind> kinds) const;
  void report_missing() const;
  std::string help_of(std::string_view key) const;
  std::vector<std::string_view> known_names() const;

  const TomlTable& table_;
  SourcePlace place_;
  std::string name_;
  Problems& problems_;
  const KeyTable* keys_ = nullptr;
  std::vector<std::string_view> asked_;
};

/// The strings of `value`, which is a text or a list of texts.
std::vector<PlacedText> texts_of(const TomlValue& value, std::string_view key, Problems& problems);

/// "`key` wants X, not Y".
void wrong_type(const TomlValue& value, std::string_view key, std::string_view wanted, Problems& problems,
                const std::string& help = {});

/// "`share`, `like` or `save`".
std::string one_of(std::span<const std::string_view> words);

}  // namespace caveat::rules
