// The stack of open elements (HTML standard, 13.2.4.2).
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "html/tag_classes.h"

namespace caveat::html {

enum class Namespace : std::uint8_t { html, svg, mathml };

/// An element that is open at this point of the page.
struct OpenElement {
  TagName name;
  Namespace ns = Namespace::html;
  bool html_integration_point = false;  ///< HTML rules hold inside, though the element is foreign
  bool implied = false;                 ///< no tag of the page opened it
  bool conceals = false;         ///< it, or one around it, is not shown with its content (concealment.h)
  bool disabled = false;         ///< that is the only reason for `conceals`
  std::uint32_t formatting = 0;  ///< the number of its entry in ActiveFormatting; 0: it has none
  std::uint64_t content = 0;     ///< where it begins, for who watches the tree; see set_content

  bool is(Tag tag) const { return name.tag == tag && ns == Namespace::html; }
  bool is_in(const TagSet& tags) const { return ns == Namespace::html && tags.contains(name.tag); }
  /// Of the category "special" (13.2.4.2).
  bool is_special() const {
    if (ns == Namespace::html) return kSpecial.contains(name.tag);
    return (ns == Namespace::svg ? kSpecialSvg : kSpecialMathml).contains(name.tag);
  }
};

/// Index 0 is the html element; the current node is the last. Values only: who watches the tree keeps its own
/// data beside it, by index.
class OpenElements {
 public:
  bool empty() const { return elements_.empty(); }
  std::size_t size() const { return elements_.size(); }
  const OpenElement& operator[](std::size_t index) const { return elements_[index]; }
  const OpenElement& current() const { return elements_.back(); }

  void push(const OpenElement& element) {
    elements_.push_back(element);
    if (element.ns != Namespace::html) ++foreign_;
    if (++counts_[count_of(element.name)] == 1) tags_.add(element.name.tag);
  }
  void erase(std::size_t index) {
    const TagName name = elements_[index].name;
    if (elements_[index].ns != Namespace::html) --foreign_;
    if (--counts_[count_of(name)] == 0) tags_.remove(name.tag);
    elements_.erase(elements_.begin() + static_cast<std::ptrdiff_t>(index));
  }
  const std::vector<OpenElement>& all() const { return elements_; }
  /// Opens those of `elements` that stand at less than `size`, and nothing else.
  void assign(const std::vector<OpenElement>& elements, std::size_t size) {
    while (!elements_.empty()) erase(elements_.size() - 1);
    for (std::size_t i = 0; i < size; ++i) push(elements[i]);
  }
  /// The element at `index` turns out not to be shown.
  void conceal_from(std::size_t index) {
    for (; index < elements_.size(); ++index) {
      elements_[index].conceals = true;
      elements_[index].disabled = false;
    }
  }
  /// The element at `index` is disabled, with what is open inside.
  void disable_from(std::size_t index) {
    for (; index < elements_.size(); ++index) {
      elements_[index].disabled = elements_[index].disabled || !elements_[index].conceals;
      elements_[index].conceals = true;
    }
  }
  /// Notes the least offset of a place inside the current node.
  void set_content(std::uint64_t offset) { elements_.back().content = offset; }

  /// Whether an element outside the HTML namespace is open anywhere.
  bool any_foreign() const { return foreign_ != 0; }
  /// False if no element of that name is open anywhere, so that none has to be looked for.
  bool may_be_open(TagName name) const { return counts_[count_of(name)] != 0; }
  bool may_be_open(Tag tag) const { return counts_[static_cast<std::size_t>(tag)] != 0; }
  /// The same for all of `tags` at once, none of which may be `unknown`.
  bool any_may_be_open(const TagSet& tags) const { return tags_.meets(tags); }

  /// The innermost HTML element of that name that is open with no border of the scope inside it.
  std::optional<std::size_t> in_scope(TagName name, const TagSet& scope = kScope) const {
    return may_be_open(name) ? find_in_scope(name, scope) : std::nullopt;
  }
  /// The same for any of `tags`.
  std::optional<std::size_t> any_in_scope(const TagSet& tags, const TagSet& scope = kScope) const;
  /// The innermost HTML element with that tag, anywhere.
  std::optional<std::size_t> innermost(Tag tag) const;

 private:
  static bool is_border(const OpenElement& element, const TagSet& scope);
  std::optional<std::size_t> find_in_scope(TagName name, const TagSet& scope) const;

  /// Names that are told apart by their keys share some counts.
  static constexpr unsigned kUnknownBits = 8;
  static std::size_t count_of(TagName name) {
    if (name.tag != Tag::unknown) return static_cast<std::size_t>(name.tag);
    return 256 + (mixed_key(name.key) >> (64 - kUnknownBits));
  }

  std::vector<OpenElement> elements_;
  std::size_t foreign_ = 0;  ///< how many of them are not of the HTML namespace
  std::array<std::uint32_t, 256 + (std::size_t{1} << kUnknownBits)> counts_ = {};  ///< of open elements
  TagSet tags_ = {};                                                               ///< those with a count
};

}  // namespace caveat::html
