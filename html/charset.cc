#include "html/charset.h"

#include <algorithm>

#include "html/ascii.h"
#include "html/byte_order_mark.h"
#include "html/charset_labels.h"
#include "html/meta_charset.h"
#include "html/meta_prescan.h"

namespace caveat::html {
namespace {

std::string_view trim(std::string_view text) {
  while (!text.empty() && is_ascii_space(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_ascii_space(text.back())) text.remove_suffix(1);
  return text;
}

Charset charset_named(std::string_view name) {
  CharsetKind kind = CharsetKind::ascii_compatible;
  if (name == "UTF-16LE") kind = CharsetKind::utf16le;
  if (name == "UTF-16BE") kind = CharsetKind::utf16be;
  if (name == "ISO-2022-JP") kind = CharsetKind::iso2022jp;
  if (name == "replacement") kind = CharsetKind::replacement;
  return {.name = std::string(name), .kind = kind};
}

/// Encoding standard, section 6.1, "BOM sniff".
std::optional<Charset> charset_of_bom(std::string_view beginning) {
  if (beginning.starts_with(kByteOrderMark)) return charset_named("UTF-8");
  if (beginning.starts_with("\xFE\xFF")) return charset_named("UTF-16BE");
  if (beginning.starts_with("\xFF\xFE")) return charset_named("UTF-16LE");
  return std::nullopt;
}

/// A page cannot be read for a declaration in an encoding in which that would not be legible (13.2.3.2).
std::optional<Charset> charset_of_declaration(std::string_view label) {
  auto charset = charset_of_label(label);
  if (!charset) return std::nullopt;
  const bool utf16 = charset->kind == CharsetKind::utf16le || charset->kind == CharsetKind::utf16be;
  if (utf16) return charset_named("UTF-8");
  if (charset->name == "x-user-defined") return charset_named("windows-1252");
  return charset;
}

/// Sure only if the ways to look agree: the prescan and the tree, or an XML declaration alone.
std::optional<Charset> declared_charset(std::string_view beginning, std::string_view tree_label) {
  const auto by_prescan = charset_of_declaration(prescan_meta(beginning));
  const auto by_tree = charset_of_declaration(tree_label);
  const auto by_xml = charset_of_declaration(xml_declaration(beginning));
  std::optional<Charset> declared;
  bool sure = by_prescan.has_value() == by_tree.has_value();
  for (const auto& found : {by_prescan, by_tree, by_xml}) {
    if (!found) continue;
    sure = sure && (!declared || declared->kind == found->kind);
    if (!declared || declared->kind != CharsetKind::ascii_compatible) declared = found;
  }
  if (!declared || sure) return declared;
  if (declared->kind != CharsetKind::ascii_compatible) declared = charset_named("windows-1252");
  declared->guessed = true;
  return declared;
}

/// Every other byte of the beginning is zero, as in UTF-16 that holds markup: some browsers read it as that,
/// some as a text with zeros in it.
bool looks_like_utf16(std::string_view beginning) {
  std::size_t zeros[2] = {};
  const std::size_t looked_at = std::min(beginning.size(), kCharsetPrescanBytes);
  for (std::size_t i = 0; i < looked_at; ++i) zeros[i % 2] += beginning[i] == '\0' ? 1U : 0U;
  const auto [fewer, more] = std::minmax(zeros[0], zeros[1]);
  return looked_at >= 4 && more > looked_at / 4 && fewer < more / 8 + 1;
}

/// As far as the page's markup need not be read.
std::optional<Charset> charset_before_markup(std::string_view beginning, std::string_view header_label) {
  if (auto charset = charset_of_bom(beginning)) return charset;
  if (auto charset = charset_of_label(header_label)) return charset;
  if (beginning.starts_with(std::string_view("<\0?\0x\0", 6))) return charset_named("UTF-16LE");
  if (beginning.starts_with(std::string_view("\0<\0?\0x", 6))) return charset_named("UTF-16BE");
  return std::nullopt;
}

}  // namespace

std::optional<Charset> charset_of_label(std::string_view label) {
  const std::string_view name = encoding_of_label(ascii_lower(trim(label)));
  if (name.empty()) return std::nullopt;
  return charset_named(name);
}

Charset sniff_charset(std::string_view beginning, std::string_view header_label) {
  if (auto charset = charset_before_markup(beginning, header_label)) return *charset;
  MetaCharsetReader tree;
  tree.write(beginning);
  return sniff_charset(beginning, header_label, tree.label());
}

Charset sniff_charset(std::string_view beginning, std::string_view header_label,
                      std::string_view meta_label) {
  if (auto charset = charset_before_markup(beginning, header_label)) return *charset;
  if (auto charset = declared_charset(beginning, meta_label)) return *charset;
  if (looks_like_utf16(beginning)) return charset_named("replacement");
  Charset charset = charset_named("windows-1252");
  charset.guessed = true;
  return charset;
}

}  // namespace caveat::html
