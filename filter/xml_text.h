// Text and tags as XML writes them, in any ASCII-compatible charset.
#pragma once

#include <string>
#include <string_view>

namespace caveat::filter {

/// With "&amp;", "&lt;" and "&gt;" for what would be markup.
std::string xml_escaped(std::string_view text);
/// ` name="value"`, with a blank before it. XML cannot hold control characters: they are the caller's to take
/// out.
std::string xml_attribute(std::string_view name, std::string_view value);

/// In one CDATA section, or more where `text` has "]]>".
std::string cdata_sections(std::string_view text);

/// What a reference stands for: "<" for "&lt;" and "&#60;". What is no ASCII is in UTF-8 if `utf8`; else, and
/// for names that XML does not know, the reference itself, which HTML knows.
std::string referred_text(std::string_view reference, bool utf8);

/// The name in a start tag, with its prefix.
std::string_view qualified_name(std::string_view start_tag);

bool is_empty_element(std::string_view start_tag);

/// The start tag of an empty element as that of one that has content; any other as it is.
std::string opened(std::string_view start_tag);

/// The start tag with that attribute set. `value`: without quotes and references.
std::string with_attribute(std::string_view start_tag, std::string_view name, std::string_view value);

}  // namespace caveat::filter
