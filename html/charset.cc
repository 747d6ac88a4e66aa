#include "html/charset.h"

#include "html/charset_labels.h"
#include "html/meta_prescan.h"

#include "html/ascii.h"

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
  if (beginning.starts_with("\xEF\xBB\xBF")) return charset_named("UTF-8");
  if (beginning.starts_with("\xFE\xFF")) return charset_named("UTF-16BE");
  if (beginning.starts_with("\xFF\xFE")) return charset_named("UTF-16LE");
  return std::nullopt;
}

}  // namespace

std::optional<Charset> charset_of_label(std::string_view label) {
  const std::string_view name = encoding_of_label(ascii_lower(trim(label)));
  if (name.empty()) return std::nullopt;
  return charset_named(name);
}

Charset sniff_charset(std::string_view beginning, std::string_view header_label) {
  if (auto charset = charset_of_bom(beginning)) return *charset;
  if (auto charset = charset_of_label(header_label)) return *charset;
  // A page cannot be read for a meta element in an encoding in which that would not be legible (13.2.3.2).
  const std::string label = prescan_meta(beginning.substr(0, kCharsetPrescanBytes));
  if (auto charset = charset_of_label(label)) {
    const bool utf16 = charset->kind == CharsetKind::utf16le || charset->kind == CharsetKind::utf16be;
    if (charset->name == "x-user-defined") return charset_named("windows-1252");
    return utf16 ? charset_named("UTF-8") : *charset;
  }
  return charset_named("windows-1252");
}

}  // namespace caveat::html
