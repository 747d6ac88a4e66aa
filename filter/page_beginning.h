// The decoded beginning of a response, kept until what has to be known of the page is known.
#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "filter/charset_codec.h"
#include "filter/html_sniffer.h"
#include "filter/known_beginnings.h"
#include "html/charset.h"
#include "html/meta_charset.h"
#include "html/page_language.h"

namespace caveat::filter {

/// Each question is answered as soon as the bytes so far suffice; once the beginning is over (`finish`,
/// `limit` bytes, or `stop_waiting`), with what there is.
class PageBeginning {
 public:
  explicit PageBeginning(std::size_t limit) : limit_(limit) {}

  /// Perhaps it begins like this page.
  void compare_with(std::shared_ptr<const KnownBeginning> known) { known_ = std::move(known); }
  void write(std::string_view bytes);
  /// The body is over.
  void finish();
  /// Nobody waits for more; a few bytes are still needed to tell the charset.
  void stop_waiting() { stopped_ = true; }

  /// Whether there is nothing more to wait for.
  bool over() const;
  /// Whether the page is all here.
  bool whole() const { return finished_ && !bytes_.empty(); }

  /// What a browser would take the body for; never `needs_more`. What is cut short before it could tell is a
  /// page: an edit of what is none harms nobody, a page without its notice does.
  std::optional<Sniffed> kind() const;
  /// `header_label`: the charset parameter of Content-Type.
  std::optional<html::Charset> charset(std::string_view header_label);
  /// Whether the bytes so far tell `charset` on their own, which was not known before.
  bool tells_anew(const html::Charset& charset) const;
  /// The same of an XML document: UTF-8 if nothing tells (RFC 7303, 3).
  std::optional<html::Charset> xml_charset(std::string_view header_label) const;
  /// Whether an XML document is RSS or Atom by its root element. One that is cut short before it could tell
  /// is.
  std::optional<bool> is_feed() const;
  /// As a feed states it, lower case; otherwise as `language`.
  std::optional<std::string> feed_language(std::string_view otherwise) const;
  /// The page is in a charset of which `language` has to know.
  void read_as(const html::Charset& charset);
  /// As the page states it, lower case; `otherwise` if it states none. Empty, which is unknown and not
  /// "none", if it was cut short before it could tell: a statement may still follow.
  std::optional<std::string> language(std::string_view otherwise);

  const std::string& bytes() const { return bytes_; }
  /// Takes the bytes out; nothing can be asked any more.
  std::string release() { return std::move(bytes_); }

 private:
  void read_language();
  bool has_told_charset();
  html::Charset read_charset(std::string_view header_label) const;
  std::string_view prolog() const;
  bool prolog_over() const;

  std::size_t limit_;
  std::string bytes_;
  bool finished_ = false;
  bool stopped_ = false;
  std::optional<html::PageLanguageReader> language_reader_;  ///< once somebody asks
  std::size_t language_read_ = 0;                            ///< how much of the bytes it has been given
  std::unique_ptr<CharsetDecoder> charset_decoder_;  ///< null until `read_as`, or where there is no need
  std::optional<html::MetaCharsetReader> meta_reader_;
  std::size_t meta_read_ = 0;
  std::shared_ptr<const KnownBeginning> known_;  ///< may be null
  bool is_known_ = false;                        ///< it begins like that
  std::optional<html::Charset> charset_;         ///< what the first `charset_read_` bytes tell
  std::size_t charset_read_ = 0;
  std::string charset_header_;  ///< with this label in the header
};

}  // namespace caveat::filter
