#include "html/concealment.h"

#include <algorithm>
#include <array>

#include "html/ascii.h"
#include "html/attribute_value.h"
#include "html/hiding_style.h"
#include "html/name_key.h"
#include "html/tag_classes.h"

namespace caveat::html {
namespace {

constexpr TagSet kNeverShowsText = {
    Tag::head,     Tag::template_, Tag::noscript, Tag::noframes, Tag::noembed, Tag::select,   Tag::datalist,
    Tag::optgroup, Tag::option,    Tag::object,   Tag::applet,   Tag::video,   Tag::audio,    Tag::canvas,
    Tag::iframe,   Tag::frameset,  Tag::script,   Tag::style,    Tag::title,   Tag::textarea, Tag::button,
    Tag::rp,       Tag::plaintext, Tag::progress, Tag::meter};

/// Elements of some browsers in which something of their own stands in place of what the page has there.
constexpr std::array kReplacedInSome = {name_key("fencedframe"), name_key("controlledframe"),
                                        name_key("portal"),      name_key("webview"),
                                        name_key("model"),       name_key("permission"),
                                        name_key("geolocation"), name_key("usermedia"),
                                        name_key("install"),     name_key("login")};

bool is_replaced_in_some(TagName name) {
  return name.tag == Tag::unknown &&
         std::find(kReplacedInSome.begin(), kReplacedInSome.end(), name.key) != kReplacedInSome.end();
}

}  // namespace

bool conceals_content(TagName name, Namespace ns, const TagToken* token) {
  if (ns != Namespace::html || kNeverShowsText.contains(name.tag)) return true;
  if (is_replaced_in_some(name)) return true;
  const bool has_attributes = token != nullptr && !token->attributes.empty();
  if (name.tag == Tag::details || name.tag == Tag::dialog) {
    if (!has_attributes || !token->find("open")) return true;
  }
  if (!has_attributes) return false;
  if (token->find("hidden") || token->find("popover") || token->find("inert")) return true;
  const std::optional<Attribute> aria_hidden = token->find("aria-hidden");
  if (aria_hidden && equal_ignoring_ascii_case(AttributeValue(aria_hidden->value).view(), "true"))
    return true;
  const std::optional<Attribute> style = token->find("style");
  return style && style_hides(AttributeValue(style->value).view());
}

}  // namespace caveat::html
