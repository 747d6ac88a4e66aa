// What a key of the rule language is: the form of the tables that the checker, the schema for editors and the
// reference are made from.
#pragma once

#include <span>
#include <string_view>

namespace caveat::rules {

enum class ValueKind {
  text,
  texts,          ///< a text or a list of texts, none empty
  texts_or_none,  ///< a list of texts, which may be empty
  word,           ///< one of `words`
  words_or_none,  ///< a list of `words`, which may be empty
  words,          ///< one of `words`, or a list of them
  named_texts,    ///< a table from names of the author's choice to texts
  truth,          ///< true or false
  integer,        ///< a whole number
  statuses,       ///< a number, a class such as "4xx", or a list of these
  date,           ///< a date, or a moment
  two_dates,      ///< a list of two dates
  period,         ///< a table `from`, `before`, or a list of two dates
  table,          ///< `table`
  tables,         ///< a list of `table`, each under a heading in two brackets
  named_tables,   ///< a table from names of the author's choice to `table`
};

struct KeyTable;

/// Whether a table is wrong without the key. `told_by_parser`: it is, and the parser has a message of its
/// own.
enum class Need { none, always, told_by_parser };

/// One key. Built in one line: Key::text("owner", "Who answers for it.").
struct Key {
  std::string_view name;
  ValueKind kind = ValueKind::text;
  std::string_view about = {};  ///< for lawyers; a sentence or two
  std::span<const std::string_view> words = {};
  const KeyTable* inner = nullptr;  ///< of a table, of each of a list, of each named one
  Need need = Need::none;
  std::string_view otherwise = {};  ///< what holds without the key
  std::string_view written = {};    ///< a line with it, as it stands in a pack

  static constexpr Key of(ValueKind kind, std::string_view name, std::string_view about) {
    return {.name = name, .kind = kind, .about = about};
  }
  static constexpr Key text(std::string_view name, std::string_view about) {
    return of(ValueKind::text, name, about);
  }
  static constexpr Key texts(std::string_view name, std::string_view about) {
    return of(ValueKind::texts, name, about);
  }
  static constexpr Key date(std::string_view name, std::string_view about) {
    return of(ValueKind::date, name, about);
  }
  static constexpr Key word(std::string_view name, std::span<const std::string_view> words,
                            std::string_view about) {
    return {.name = name, .kind = ValueKind::word, .about = about, .words = words};
  }
  static constexpr Key table(std::string_view name, const KeyTable& inner, std::string_view about) {
    return {.name = name, .kind = ValueKind::table, .about = about, .inner = &inner};
  }

  // The same key, with one thing more said of it.
  constexpr Key needed(Need how = Need::always) const {
    Key key = *this;
    key.need = how;
    return key;
  }
  constexpr Key unless_given(std::string_view value) const {
    Key key = *this;
    key.otherwise = value;
    return key;
  }
  constexpr Key like(std::string_view line) const {
    Key key = *this;
    key.written = line;
    return key;
  }
  constexpr Key one_of(std::span<const std::string_view> all) const {
    Key key = *this;
    key.words = all;
    return key;
  }
  constexpr Key each(const KeyTable& table) const {
    Key key = *this;
    key.inner = &table;
    return key;
  }
};

/// Keys of which a table has at least one, or exactly one. The parser has the message.
struct Choice {
  std::span<const std::string_view> keys = {};
  bool only_one = false;
};

/// A table of the language. Constant; pointers to it stay valid.
struct KeyTable {
  std::string_view heading;  ///< "[pack]", "insert": as documents call it
  std::string_view about;
  std::span<const Key> keys;
  Choice choice = {};
  std::string_view example = {};  ///< TOML that `check` has nothing to say of; see code_example.h
};

/// The key of `table` with that name, or null.
constexpr const Key* find_key(const KeyTable& table, std::string_view name) {
  for (const Key& key : table.keys) {
    if (key.name == name) return &key;
  }
  return nullptr;
}

}  // namespace caveat::rules
