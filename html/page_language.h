// The language that a page states for itself, read from its beginning.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace caveat::html {

/// Fed with the beginning of a page in any chunking. The answer is, in this order: `lang` (or `xml:lang`) of
/// the html element, of the body element, and `<meta http-equiv=content-language>` in the head; it is known
/// at the html start tag that has one, else at the first content of the body.
class PageLanguageReader {
 public:
  PageLanguageReader();
  ~PageLanguageReader();
  PageLanguageReader(PageLanguageReader&&) noexcept;
  PageLanguageReader& operator=(PageLanguageReader&&) noexcept;

  void write(std::string_view bytes);
  /// The page is over, or no more of it is to be read.
  void finish();
  /// Set once it is known; lower case, '-' for '_'; empty if the page states none, or none that is one.
  const std::optional<std::string>& language() const;

 private:
  class Reader;
  std::unique_ptr<Reader> reader_;
};

}  // namespace caveat::html
