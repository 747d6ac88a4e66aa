// Formatting elements in the body (13.2.6.4.7): their start tags, and the adoption agency algorithm.
#include <algorithm>

#include "html/concealment.h"
#include "html/tree_construction.h"

namespace caveat::html {
namespace {

/// Borders of scopes that put no marker into the list of active formatting elements, in any namespace.
constexpr TagSet kBordersWithoutMarker = {
    Tag::table, Tag::select, Tag::desc, Tag::title, Tag::foreignobject, Tag::mi,
    Tag::mo,    Tag::mn,     Tag::ms,   Tag::mtext, Tag::annotation_xml};
constexpr TagSet kHtmlBordersWithoutMarker = {Tag::table, Tag::select};

bool is_border_without_marker(const OpenElement& element) {
  return element.ns == Namespace::html ? kHtmlBordersWithoutMarker.contains(element.name.tag)
                                       : element.is_special();
}

}  // namespace

TreeConstruction::Step TreeConstruction::start_formatting(const TagToken& token) {
  const Tag tag = token.name.tag;
  // Only these two may not stand inside one of their kind (as far as the last marker).
  const auto* former = tag == Tag::a || tag == Tag::nobr ? formatting_.last(tag) : nullptr;
  if (former != nullptr && (tag == Tag::a || former->open)) {
    const ActiveFormatting::Entry entry = *former;
    if (tag == Tag::a) before_.former_link = entry;
    end_formatting(token.name, Closing::before_token);
    if (tag == Tag::a && formatting_.contains(tag, entry.number)) formatting_.remove_last(tag);
  }
  open(token, Namespace::html, formatting_.add(tag, conceals_content(token.name, Namespace::html, &token)));
  return Step::done;
}

/// The adoption agency algorithm, as far as it changes what is open.
TreeConstruction::Step TreeConstruction::end_formatting(TagName name, Closing how) {
  const ActiveFormatting::Entry* last = formatting_.last(name.tag);
  if (last == nullptr) return how == Closing::by_its_end_tag ? end_any_other(name) : Step::done;
  const ActiveFormatting::Entry entry = *last;
  if (!entry.open) {
    // It may have been opened again around a border of its scope, out of the reach of this tag.
    const bool out_of_reach = elements_.any_may_be_open(kBordersWithoutMarker) &&
                              std::ranges::any_of(elements_.all(), is_border_without_marker);
    if (!out_of_reach) formatting_.remove_last(name.tag);
    return Step::done;
  }
  if (!elements_.in_scope(name)) return Step::done;
  std::size_t index = elements_.size();
  while (index-- > 0 && elements_[index].formatting != entry.number) {
  }
  if (index < elements_.size()) close_formatting(index, how);
  return Step::done;
}

/// Without a special element inside, all that is inside closes. With some, what is inside the innermost does;
/// of what is around them only other formatting elements stay open. Through more of them than it has rounds
/// the formatting element is moved, and stays open.
void TreeConstruction::close_formatting(std::size_t index, Closing how) {
  constexpr std::size_t kRounds = 8;
  std::size_t special = 0;
  for (std::size_t i = index + 1; i < elements_.size() && special < kRounds; ++i) {
    if (elements_[i].is_special()) ++special;
  }
  const bool moved = special == kRounds;
  if (!moved) formatting_.remove_last(elements_[index].name.tag);
  if (special == 0) return close_through(index, how);
  bool around_special = false;
  for (std::size_t i = elements_.size() - 1; i > index && !moved; --i) {
    const OpenElement& element = elements_[i];
    if (element.is_special()) {
      around_special = true;
    } else if (!around_special || element.formatting == 0 ||
               !formatting_.contains(element.name.tag, element.formatting)) {
      close_amid(i, Closing::before_token);
    }
  }
  close_amid(index, how);
}

}  // namespace caveat::html
