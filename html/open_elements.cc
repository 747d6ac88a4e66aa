#include "html/open_elements.h"

namespace caveat::html {

bool OpenElements::is_border(const OpenElement& element, const TagSet& scope) {
  if (element.ns == Namespace::html) return scope.contains(element.name.tag);
  // Table scope has no borders outside HTML.
  return scope.contains(Tag::td) && element.is_special();
}

std::optional<std::size_t> OpenElements::find_in_scope(TagName name, const TagSet& scope) const {
  for (std::size_t i = elements_.size(); i-- > 0;) {
    const OpenElement& element = elements_[i];
    if (element.ns == Namespace::html && element.name == name) return i;
    if (is_border(element, scope)) break;
  }
  return std::nullopt;
}

std::optional<std::size_t> OpenElements::any_in_scope(const TagSet& tags, const TagSet& scope) const {
  if (!any_may_be_open(tags)) return std::nullopt;
  for (std::size_t i = elements_.size(); i-- > 0;) {
    if (elements_[i].is_in(tags)) return i;
    if (is_border(elements_[i], scope)) break;
  }
  return std::nullopt;
}

std::optional<std::size_t> OpenElements::innermost(Tag tag) const {
  for (std::size_t i = may_be_open(tag) ? elements_.size() : 0; i-- > 0;) {
    if (elements_[i].is(tag)) return i;
  }
  return std::nullopt;
}

}  // namespace caveat::html
