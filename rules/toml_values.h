// TOML values compared, and written as text.
#pragma once

#include <string>
#include <string_view>

#include "rules/toml.h"

namespace caveat::rules {

/// Whether the order of keys counts where values are compared.
enum class KeyOrder { counts, any };

/// Places do not count; numbers compare by their bits.
bool same_value(const TomlValue& a, const TomlValue& b, KeyOrder order);
bool same_table(const TomlTable& a, const TomlTable& b, KeyOrder order);

/// How values are written where they are put into a text.
struct TomlStyle {
  /// Texts of several lines stand between """; else they are written in one line, with \n.
  bool long_strings = true;
};

/// "UA-43" as `"UA-43"`, a table as `{ a = 1 }`; in one line but for texts of several.
std::string toml_text(const TomlValue& value, const TomlStyle& style = {});

/// A key, in quotes if it needs them.
std::string toml_key(std::string_view key);

}  // namespace caveat::rules
