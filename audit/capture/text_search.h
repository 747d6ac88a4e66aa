// Finds in a text what a reader is or wrote, under whatever escapes it stands there.
#pragma once

#include <deque>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "audit/capture/address_search.h"
#include "audit/capture/word_search.h"
#include "filter/content_coding.h"
#include "filter/unescaper.h"

namespace caveat::audit {

/// What is looked for: words as they came and without their escapes, and the addresses among them.
class ReaderWords {
 public:
  explicit ReaderWords(std::span<const std::string> words);

  const SearchedWords& words() const { return words_; }
  std::span<const geoip::Address> addresses() const { return addresses_; }
  /// Whether only text in UTF-8 can be looked through: some hold letters outside of ASCII.
  bool want_utf8() const { return want_utf8_; }
  /// Whether one of them cannot be looked for: nobody knows its charset, or it is escaped too often.
  bool are_unclear() const { return are_unclear_; }

 private:
  void add(std::string_view word);

  SearchedWords words_;
  std::vector<geoip::Address> addresses_;
  bool want_utf8_ = false;
  bool are_unclear_ = false;
};

/// Whether bytes can be UTF-8, in any chunking; what no page in UTF-8 holds tells other charsets.
class Utf8Watch {
 public:
  void read(std::string_view bytes);
  bool holds() const { return holds_; }
  bool saw_more_than_ascii() const { return saw_more_than_ascii_; }

 private:
  unsigned following_ = 0;  ///< bytes that are still to come of a character
  bool holds_ = true;
  bool saw_more_than_ascii_ = false;
};

/// Reads one text twice: as it is, and without its escapes. NUL bytes count for nothing, so that ASCII is
/// found in UTF-16. In bounded memory.
class TextSearch final : public html::ByteSink {
 public:
  /// `wanted` outlives it.
  explicit TextSearch(const ReaderWords& wanted);
  void write(std::string_view bytes) override;
  /// The text is over.
  void finish();
  /// Whether one of them stands there; also true where nobody can tell.
  bool found() const;

 private:
  class Both final : public html::ByteSink {
   public:
    explicit Both(const ReaderWords& wanted) : words(wanted.words()), addresses(wanted.addresses()) {}
    void write(std::string_view bytes) override;
    bool found() const { return words.found() || addresses.found(); }

    WordSearch words;
    AddressSearch addresses;
  };

  const ReaderWords& wanted_;
  Utf8Watch utf8_;
  Both as_written_;
  Both unescaped_;
  std::deque<filter::Unescaper> layers_;  ///< the first one is the last to read
};

}  // namespace caveat::audit
