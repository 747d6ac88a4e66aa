// What the first bytes of an XML document tell.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "html/charset.h"

namespace caveat::filter {

/// Byte order mark, `header_label` (the charset parameter of Content-Type; empty if none), XML declaration,
/// else UTF-8 (RFC 7303, 3; XML 1.0, F.1). nullopt while more could tell; `whole`: nothing more comes.
/// `replacement` if nobody knows how to read it.
std::optional<html::Charset> sniff_xml_charset(std::string_view beginning, std::string_view header_label,
                                               bool whole);

/// Whether a root element of that name, without its prefix, is one of a feed; also of a single entry (RFC
/// 4287, 2), and of RSS from before it had a root of its own.
bool is_feed_root(std::string_view name);

/// Whether the root element is one of RSS or Atom, in any charset; nullopt while it has not come.
std::optional<bool> sniff_feed(std::string_view beginning);

/// The language that a feed states before its first item, lower case: in the root's `xml:lang`, else in a
/// `language` element. Empty if it states none; nullopt while it still may.
std::optional<std::string> sniff_feed_language(std::string_view beginning);

}  // namespace caveat::filter
