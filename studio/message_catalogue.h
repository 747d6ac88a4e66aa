// What the library says in English, said in another language: sentences with places for what varies.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace re2 {
class RE2;
}

namespace caveat::studio {

/// Names of places by their codes of ISO 3166, in the catalogue's language.
using RegionNames = std::map<std::string, std::string, std::less<>>;

/// Immutable. Its text is pairs of lines, the English and, behind "= ", the other; `{1}` to `{9}` stand for
/// what varies, `{1:word}` for some without a space. In the other `{1}` is as in the English, `{1:phrase}` is
/// itself looked up, `{1:list}` is a list whose items and regions are, and `{1:one|few|many}` is a word after
/// the number {1}. Lines that begin with # and empty lines part the pairs.
/// docs/decisions/033-messages-in-the-authors-language.md says why it is so.
class MessageCatalogue {
 public:
  /// Throws std::logic_error where the text is not as it should be, which is a fault of the program.
  MessageCatalogue(std::string_view text, RegionNames regions);
  ~MessageCatalogue();
  MessageCatalogue(MessageCatalogue&&) noexcept;

  /// A sentence in which nothing varies.
  void add(std::string_view english, std::string_view other);

  /// Nothing if no sentence of the catalogue is like that.
  std::optional<std::string> find(std::string_view english) const;

  /// The code's name, or nothing.
  const std::string* region_name(std::string_view code) const;

 private:
  struct Hole;
  struct Entry;

  static Entry entry_of(std::string_view english, std::string_view other);
  std::string filled(const Entry& entry, const std::vector<std::string>& captured) const;
  std::string fill(const Hole& hole, const std::string& captured) const;
  std::string list(std::string_view english) const;
  std::string with_region_names(std::string_view english) const;

  std::map<std::string, std::string, std::less<>> sentences_;  ///< in which nothing varies
  std::vector<Entry> entries_;                                 ///< what says most comes first
  RegionNames regions_;
};

}  // namespace caveat::studio
