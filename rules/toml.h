// TOML documents with the place of every key and value, for diagnostics. toml.cc is the sole include of
// toml++.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "rules/diagnostic.h"

namespace caveat::rules {

struct TomlEntry;
struct TomlValue;

/// A date, a time, or both, with an offset from UTC if the author wrote one.
struct TomlDateTime {
  std::optional<std::chrono::year_month_day> date;
  std::optional<std::chrono::seconds> time_of_day;
  std::optional<std::chrono::minutes> offset;
};

using TomlArray = std::vector<TomlValue>;
using TomlTable = std::vector<TomlEntry>;  ///< in the order of the file

struct TomlValue {
  std::variant<std::string, std::int64_t, double, bool, TomlDateTime, TomlArray, TomlTable> data;
  SourcePlace place;  ///< of the value as written

  const std::string* string() const { return std::get_if<std::string>(&data); }
  const std::int64_t* integer() const { return std::get_if<std::int64_t>(&data); }
  const bool* boolean() const { return std::get_if<bool>(&data); }
  const TomlDateTime* date_time() const { return std::get_if<TomlDateTime>(&data); }
  const TomlArray* array() const { return std::get_if<TomlArray>(&data); }
  const TomlTable* table() const { return std::get_if<TomlTable>(&data); }
  /// "a string", "a table", ... for messages.
  std::string_view kind_name() const;
};

struct TomlEntry {
  std::string key;
  SourcePlace key_place;
  TomlValue value;
};

/// The entry of `table` with that key, or null.
const TomlValue* find(const TomlTable& table, std::string_view key);

/// A document, or null after adding to `diagnostics` what is wrong. Bad UTF-8, NUL, too deep nesting and too
/// many dotted keys are refused before toml++ sees them. A BOM and CRLF line ends are accepted.
std::optional<TomlTable> parse_toml(std::string_view file, std::string_view text,
                                    std::vector<Diagnostic>& diagnostics);

}  // namespace caveat::rules
