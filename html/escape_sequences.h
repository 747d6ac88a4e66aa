// The bytes that make ISO-2022-JP something else than ASCII (Encoding standard, 12.2).
#pragma once

#include <string_view>

namespace caveat::html {

/// Looks through a stream for ESC with '$' or '(' behind it. As long as there is none, text in ISO-2022-JP is
/// read alike in any ASCII-compatible encoding, whatever declares it, and whenever.
class EscapeSequences {
 public:
  /// Any chunking.
  void write(std::string_view bytes) {
    if (seen_ || bytes.empty()) return;
    if (after_escape_) seen_ = designates(bytes.front());
    after_escape_ = bytes.back() == kEscape;
    for (std::size_t at = bytes.find(kEscape); at != std::string_view::npos && !seen_;
         at = bytes.find(kEscape, at + 1)) {
      seen_ = at + 1 < bytes.size() && designates(bytes[at + 1]);
    }
  }
  bool seen() const { return seen_; }

 private:
  static constexpr char kEscape = '\x1B';
  static constexpr bool designates(char c) { return c == '$' || c == '('; }

  bool after_escape_ = false;
  bool seen_ = false;
};

}  // namespace caveat::html
