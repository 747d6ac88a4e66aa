// Which character encoding a page is in (HTML standard, 13.2.3; Encoding standard, labels).
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace caveat::html {

/// How bytes of an encoding relate to ASCII markup.
enum class CharsetKind {
  ascii_compatible,  ///< '<', '>', '&' and quotes are those bytes and nothing else
  utf16le,
  utf16be,
  iso2022jp,   ///< stateful: the same bytes can be markup or text
  replacement  ///< nobody knows how to read it: encodings that browsers refuse to decode
};

struct Charset {
  std::string name;  ///< the standard's name of the encoding: "windows-1251"
  CharsetKind kind = CharsetKind::ascii_compatible;
  /// Nothing in the bytes that were looked at tells, or not in a way that all browsers go by: some may take
  /// the page for ISO-2022-JP, which makes a difference where it holds EscapeSequences.
  bool guessed = false;
};

/// The encoding that a label (any case, surrounding white space) stands for; nullopt if it is none.
std::optional<Charset> charset_of_label(std::string_view label);

/// How many bytes `sniff_charset` wants to see, if the page has them, and then the rest of its head: the
/// standard's prescan ends here, but browsers also heed a meta element that comes later in the head, and on
/// one page in ten it does.
inline constexpr std::size_t kCharsetPrescanBytes = 1024;

/// BOM; `header_label` (the charset parameter of Content-Type; empty if none); an XML declaration in UTF-16;
/// a meta element or an XML declaration; what the bytes look like; windows-1252 if nothing tells.
///
/// `replacement` also where browsers differ on whether it is UTF-16.
Charset sniff_charset(std::string_view beginning, std::string_view header_label);
/// The same, where a MetaCharsetReader has read `beginning` already: `meta_label` is its label.
Charset sniff_charset(std::string_view beginning, std::string_view header_label, std::string_view meta_label);

}  // namespace caveat::html
