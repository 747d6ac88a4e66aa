// Takes the escapes off text of which nobody knows where it was written: in markup, JSON, a script, a URL.
#pragma once

#include <string>
#include <string_view>

#include "html/rewriter.h"

namespace caveat::filter {

/// One layer of them, in any chunking, in bounded memory: character references (HTML standard, 13.2.5.72),
/// "\u0026", "\u{26}" and "\x26", "%26" (RFC 3986, 2.1) and "%u0026". Other backslashes are dropped, as they
/// only say that the next character is meant. What stands for a character becomes UTF-8; "%E9" becomes that
/// byte.
class Unescaper final : public html::ByteSink {
 public:
  /// `text` outlives it.
  explicit Unescaper(html::ByteSink& text) : text_(text) {}
  Unescaper(const Unescaper&) = delete;
  Unescaper& operator=(const Unescaper&) = delete;

  void write(std::string_view bytes) override;
  /// The text is over.
  void finish();
  /// Whether there was an escape so far.
  bool took_any() const { return took_any_; }

 private:
  std::size_t take(std::string_view bytes, bool is_last);

  html::ByteSink& text_;
  std::string waiting_;  ///< what may be half an escape, and what followed it
  std::string taken_;    ///< on its way to `text_`
  bool took_any_ = false;
};

}  // namespace caveat::filter
