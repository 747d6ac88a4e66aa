// What a page says of itself for machines: meta elements, annotated dates and JSON-LD, as it streams.
#pragma once

#include <cstddef>
#include <memory>
#include <string_view>

namespace caveat::html {

/// Takes what a page states, in order, in UTF-8. Views live during the call.
class PageMetadataHandler {
 public:
  virtual ~PageMetadataHandler() = default;
  /// `<meta name=...>`, `property` (RDFa, as Open Graph uses it) or `itemprop` (microdata, also of other
  /// elements that bear their value in `content` or `datetime`), once for each name in it. In lower case.
  virtual void property(std::string_view name, std::string_view value) = 0;
  /// The whole text of a `<script type="application/ld+json">`.
  virtual void linked_data(std::string_view json) = 0;
};

/// Fed with a page in any chunking. Follows where a browser would see an element: not in comments, in text,
/// in templates or in what stands for missing scripts.
class PageMetadataReader {
 public:
  /// `charset`: as the Encoding standard calls it, ASCII-compatible.
  PageMetadataReader(PageMetadataHandler& handler, std::string_view charset, std::size_t max_token_bytes);
  ~PageMetadataReader();
  PageMetadataReader(PageMetadataReader&&) noexcept;
  PageMetadataReader& operator=(PageMetadataReader&&) noexcept;

  /// False once a token was too long to follow the page any further.
  bool write(std::string_view bytes);
  /// The page is over.
  void finish();

 private:
  class Reader;
  std::unique_ptr<Reader> reader_;
};

}  // namespace caveat::html
