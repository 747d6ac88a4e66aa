#include "html/inert_tag.h"

#include <algorithm>
#include <span>
#include <utility>

#include "html/ascii.h"
#include "html/tag_classes.h"

namespace caveat::html {
namespace {

constexpr TagSet kLinks = {Tag::a, Tag::area};
constexpr TagSet kControls = {Tag::button, Tag::input,    Tag::select,
                              Tag::keygen, Tag::textarea, Tag::fieldset};
/// Shown by no browser, or by nothing that can be pointed at.
constexpr TagSet kOutOfReach = {Tag::script, Tag::style, Tag::link, Tag::meta, Tag::html, Tag::body};

/// Of any element: what makes it reachable or editable, or opens another.
constexpr std::string_view kAnywhere[] = {"tabindex",      "accesskey", "contenteditable", "autofocus",
                                          "popovertarget", "command",   "commandfor",      "autoplay"};
constexpr std::string_view kOfLinks[] = {"href", "xlink:href", "ping", "download"};
constexpr std::string_view kOfForms[] = {"action", "method", "target"};
constexpr std::string_view kOfControls[] = {"formaction", "formmethod", "formtarget"};
constexpr std::string_view kOfFrames[] = {"src", "srcdoc", "data", "code", "archive"};
constexpr std::string_view kOfScripts[] = {"src", "href", "xlink:href"};
constexpr std::string_view kOfStyleLinks[] = {"href", "imagesrcset"};
constexpr std::string_view kOfImages[] = {"src", "srcset"};

std::span<const std::string_view> lost_by(Tag tag) {
  switch (tag) {
    case Tag::a:
    case Tag::area:
      return kOfLinks;
    case Tag::form:
      return kOfForms;
    case Tag::button:
    case Tag::input:
      return kOfControls;
    case Tag::iframe:
    case Tag::frame:
    case Tag::embed:
    case Tag::object:
    case Tag::applet:
      return kOfFrames;
    case Tag::script:
      return kOfScripts;
    case Tag::link:
      return kOfStyleLinks;
    default:
      return {};
  }
}

/// Also those that the tag does not have: other rules may set them.
void remove_all(std::span<const std::string_view> names, AttributeChanges& changes) {
  changes.remove.insert(changes.remove.end(), names.begin(), names.end());
}

void remove_scripts(const TagToken& token, AttributeChanges& changes) {
  for (std::size_t i = 0; i < token.attributes.size(); ++i) {
    std::string name = ascii_lower(token.attributes[i].name);
    if (name.starts_with("on")) changes.remove.push_back(std::move(name));
  }
}

void set_missing(const TagToken& token, std::string_view name, AttributeChanges& edit) {
  if (!token.find(AttributeName::of(name))) edit.set.emplace_back(name, "");
}

}  // namespace

AttributeChanges inert_content(const TagToken& token) {
  AttributeChanges edit;
  remove_scripts(token, edit);
  remove_all(kAnywhere, edit);
  remove_all(lost_by(token.name.tag), edit);
  if (kLinks.contains(token.name.tag)) edit.set.emplace_back("aria-disabled", "true");
  if (kControls.contains(token.name.tag)) set_missing(token, "disabled", edit);
  if (token.name.tag == Tag::script) edit.set.emplace_back("type", "text/plain");
  return edit;
}

AttributeChanges inert_root(const TagToken& token, const std::string& marks, bool holds_reason) {
  AttributeChanges edit = inert_content(token);
  // Only an image that is itself to be disabled must not be loaded: others are what readers still see.
  if (token.name.tag == Tag::img) remove_all(kOfImages, edit);
  edit.set.emplace_back(kDisabledAttribute, marks);
  if (kOutOfReach.contains(token.name.tag)) return edit;
  if (!kLinks.contains(token.name.tag)) edit.set.emplace_back("aria-disabled", "true");
  if (!holds_reason) set_missing(token, "inert", edit);
  return edit;
}

AttributeChanges joined(AttributeChanges wanted, const AttributeChanges& inert) {
  std::erase_if(wanted.set, [&inert](const auto& assignment) {
    return std::ranges::find(inert.remove, assignment.first) != inert.remove.end() ||
           std::ranges::find(inert.set, assignment.first, &std::pair<std::string, std::string>::first) !=
               inert.set.end();
  });
  wanted.set.insert(wanted.set.end(), inert.set.begin(), inert.set.end());
  wanted.remove.insert(wanted.remove.end(), inert.remove.begin(), inert.remove.end());
  return wanted;
}

}  // namespace caveat::html
