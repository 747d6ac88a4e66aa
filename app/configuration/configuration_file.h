// The configuration's file while it is read: where its paths begin, and where its problems go.
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

#include "app/configuration/configuration_keys.h"
#include "rules/problems.h"
#include "rules/table_reader.h"

namespace caveat::app {

/// What all tables' readers need. `problems` outlives it.
class ConfigurationFile {
 public:
  explicit ConfigurationFile(rules::Problems& problems)
      : problems_(problems), folder_(std::filesystem::path(problems.file().path).parent_path()) {}

  rules::Problems& problems() const { return problems_; }
  /// A path as written in the file, complete.
  std::string path_of(const std::string& written) const;

  /// The table `name` of `outer`, which has the keys of `keys` (configuration_keys.h).
  std::optional<rules::TableReader> table(rules::TableReader& outer, const char* name,
                                          const rules::KeyTable& keys) const;
  /// The same; that it is missing is an error.
  std::optional<rules::TableReader> required_table(rules::TableReader& outer, const char* name,
                                                   const rules::KeyTable& keys) const;

  /// The same; that it is missing is no error in a file with [[sites]], which may all have their own.
  std::optional<rules::TableReader> table_of_site(rules::TableReader& top, const char* name,
                                                  const rules::KeyTable& keys) const;
  /// For the tables of tables called `name`.
  ConfigurationFile in(const std::string& name) const;

  /// "host:port", or `into` stays as it is.
  void endpoint(const rules::TomlValue* value, std::string& into) const;
  /// True or false, or `into` stays as it is.
  void flag(rules::TableReader& table, std::string_view key, bool& into) const;
  /// A whole number within bounds, or `into` stays as it is.
  template <typename Number>
  void count(rules::TableReader& table, std::string_view key, std::int64_t least, std::int64_t most,
             Number& into) const {
    if (const auto number = number_within(table, key, least, most)) into = Number(*number);
  }
  /// Whole seconds from 1 to `most`, or `into` stays as it is.
  void seconds(rules::TableReader& table, std::string_view key, std::int64_t most,
               std::chrono::milliseconds& into) const;

 private:
  std::optional<std::int64_t> number_within(rules::TableReader& table, std::string_view key,
                                            std::int64_t least, std::int64_t most) const;

  rules::Problems& problems_;
  std::filesystem::path folder_;
  std::string outer_;  ///< what stands before the names of tables: "sites."
};

}  // namespace caveat::app
