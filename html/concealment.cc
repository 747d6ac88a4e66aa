#include "html/concealment.h"

#include <string>

#include "html/ascii.h"
#include "html/character_references.h"
#include "html/tag_classes.h"

namespace caveat::html {
namespace {

constexpr TagSet kNeverShowsText = {
    Tag::head,     Tag::template_, Tag::noscript, Tag::noframes, Tag::noembed, Tag::select,   Tag::datalist,
    Tag::optgroup, Tag::option,    Tag::object,   Tag::applet,   Tag::video,   Tag::audio,    Tag::canvas,
    Tag::iframe,   Tag::frameset,  Tag::script,   Tag::style,    Tag::title,   Tag::textarea, Tag::button,
    Tag::rp,       Tag::plaintext, Tag::progress, Tag::meter};

/// Whether a style without white space, in lower case, has that very declaration.
bool style_declares(const std::string& compact_style, std::string_view declaration) {
  for (std::size_t at = compact_style.find(declaration); at != std::string::npos;
       at = compact_style.find(declaration, at + 1)) {
    if (at == 0 || compact_style[at - 1] == ';') return true;
  }
  return false;
}

bool style_hides(std::string_view raw_style) {
  std::string compact;
  for (const char c : decode_attribute_value(raw_style)) {
    if (!is_ascii_space(c)) compact.push_back(ascii_lower(c));
  }
  return style_declares(compact, "display:none") || style_declares(compact, "visibility:hidden") ||
         style_declares(compact, "content-visibility:hidden");
}

}  // namespace

bool conceals_content(TagName name, Namespace ns, const TagToken* token) {
  if (ns != Namespace::html || kNeverShowsText.contains(name.tag)) return true;
  const bool has_attributes = token != nullptr && !token->attributes.empty();
  if (name.tag == Tag::details || name.tag == Tag::dialog) {
    if (!has_attributes || !token->find("open")) return true;
  }
  if (!has_attributes) return false;
  if (token->find("hidden") || token->find("popover")) return true;
  const std::optional<Attribute> aria_hidden = token->find("aria-hidden");
  if (aria_hidden && equal_ignoring_ascii_case(aria_hidden->value, "true")) return true;
  const std::optional<Attribute> style = token->find("style");
  return style && style_hides(style->value);
}

}  // namespace caveat::html
