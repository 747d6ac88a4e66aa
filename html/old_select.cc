#include "html/old_select.h"

namespace caveat::html {
namespace {

constexpr TagSet kEnds = {Tag::select, Tag::input, Tag::keygen, Tag::textarea};
constexpr TagSet kEndsInTable = {Tag::caption, Tag::table, Tag::tbody, Tag::tfoot,
                                 Tag::thead,   Tag::tr,    Tag::td,    Tag::th};

}  // namespace

void OldSelect::opening(const OpenElements& elements) {
  state_ = elements.any_in_scope({Tag::table}, kTableScope) ? State::in_table : State::in_body;
}

void OldSelect::start_tag(const TagToken& token) {
  const Tag tag = token.name.tag;
  const bool ends = kEnds.contains(tag) || (state_ == State::in_table && kEndsInTable.contains(tag));
  if (ends) state_ = State::closed;
}

void OldSelect::end_tag(const TagToken& token, const OpenElements& elements) {
  const Tag tag = token.name.tag;
  const bool of_table = state_ == State::in_table && kEndsInTable.contains(tag);
  const bool ends = of_table ? elements.in_scope(token.name, kTableScope).has_value() : tag == Tag::select;
  if (ends) state_ = State::closed;
}

}  // namespace caveat::html
