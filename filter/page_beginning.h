// The decoded beginning of a response, kept until what has to be known of the page is known.
#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "filter/charset_codec.h"
#include "html/charset.h"
#include "html/page_language.h"

namespace caveat::filter {

/// Each question is answered as soon as the bytes so far suffice; once the beginning is over (`finish`,
/// `limit` bytes, or `stop_waiting`), with what there is.
class PageBeginning {
 public:
  explicit PageBeginning(std::size_t limit) : limit_(limit) {}

  void write(std::string_view bytes);
  /// The body is over.
  void finish();
  /// Nobody waits for more; a few bytes are still needed to tell the charset.
  void stop_waiting() { stopped_ = true; }

  /// Whether there is nothing more to wait for.
  bool over() const;
  /// Whether the page is all here.
  bool whole() const { return finished_ && !bytes_.empty(); }

  /// Whether a browser would take the body for a page.
  std::optional<bool> is_html() const;
  /// `header_label`: the charset parameter of Content-Type.
  std::optional<html::Charset> charset(std::string_view header_label) const;
  /// The page is in a charset of which `language` has to know.
  void read_as(const html::Charset& charset);
  /// As the page states it, lower case; empty if it states none.
  std::optional<std::string> language();

  const std::string& bytes() const { return bytes_; }
  /// Takes the bytes out; nothing can be asked any more.
  std::string release() { return std::move(bytes_); }

 private:
  void read_language(std::string_view bytes);

  std::size_t limit_;
  std::string bytes_;
  bool finished_ = false;
  bool stopped_ = false;
  html::PageLanguageReader language_reader_;
  std::unique_ptr<CharsetDecoder> charset_decoder_;  ///< null until `read_as`, or where there is no need
};

}  // namespace caveat::filter
