// What reports say in words, by language; words.en.json has the English ones.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <map>
#include <string>
#include <string_view>
#include <variant>

namespace caveat::audit {

/// What stands for a {name} in a text.
struct WordArgument {
  std::string_view name;
  std::variant<std::uint64_t, std::string_view> value;
};

/// Immutable. Another language is another file of the same keys: texts are patterns of ICU's MessageFormat,
/// with its plurals, since languages count differently.
class ReportWords {
 public:
  static const ReportWords& english();

  /// `language`: a BCP 47 tag. `json`: one object of texts; must live as long as this.
  ReportWords(std::string_view language, std::string_view json);

  /// The text as it stands, without arguments.
  const std::string& text(std::string_view key) const;
  /// With its arguments; numbers as the language writes them.
  std::string text(std::string_view key, std::initializer_list<WordArgument> arguments) const;
  std::string number(std::uint64_t number) const;

  std::string_view language() const { return language_; }
  /// All of them, for the page's script.
  std::string_view json() const { return json_; }

 private:
  std::string language_;
  std::string_view json_;
  std::map<std::string, std::string, std::less<>> texts_;
};

}  // namespace caveat::audit
