// The encoding that a page's meta elements declare, read as tree construction does (HTML standard, 4.2.5.4).
#pragma once

#include <memory>
#include <string>
#include <string_view>

namespace caveat::html {

/// Fed with the beginning of a page in any chunking. The prescan (meta_prescan.h) reads bytes without an idea
/// of what they are; browsers that go on behind it read tokens: it misses a meta element behind `<!-- --!>`
/// or with a character reference in it, and sees one in a script.
class MetaCharsetReader {
 public:
  MetaCharsetReader();
  ~MetaCharsetReader();

  void write(std::string_view bytes);
  /// The label of the first meta element that declares an encoding that there is; empty so far.
  const std::string& label() const;
  /// Whether the body has begun, where browsers stop to look (past the first 1024 bytes of the page).
  bool head_over() const;

 private:
  class Reader;
  std::unique_ptr<Reader> reader_;
};

}  // namespace caveat::html
