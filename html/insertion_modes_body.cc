// Tree construction in the body (13.2.6.4.7).
#include "html/ascii.h"
#include "html/tree_construction.h"

namespace caveat::html {
namespace {

constexpr TagSet kListItems = {Tag::li};
constexpr TagSet kDescriptionItems = {Tag::dd, Tag::dt};
constexpr TagSet kPassedByListItems = {Tag::address, Tag::div, Tag::p};
constexpr TagSet kVoid = {Tag::area, Tag::br,    Tag::embed,  Tag::img,   Tag::keygen, Tag::wbr, Tag::input,
                          Tag::hr,   Tag::param, Tag::source, Tag::track, Tag::image,  Tag::col, Tag::frame};
constexpr TagSet kKeepFramesetOk = {Tag::param, Tag::source, Tag::track};
constexpr TagSet kMarked = {Tag::applet, Tag::marquee, Tag::object};
constexpr TagSet kPreformatted = {Tag::pre, Tag::listing};
constexpr TagSet kRawText = {Tag::xmp, Tag::iframe, Tag::noembed, Tag::noscript};
constexpr TagSet kFormControls = {Tag::form,   Tag::button,   Tag::select,
                                  Tag::option, Tag::optgroup, Tag::textarea};
constexpr TagSet kRubyText = {Tag::rb, Tag::rtc, Tag::rp, Tag::rt};
constexpr TagSet kIgnoredInBody = kTableStructure.with({Tag::frame, Tag::head});
constexpr TagSet kEndsWithContent = kBlocks.with({Tag::button, Tag::listing, Tag::pre, Tag::select});

const TagName kButton = TagName::of("button");
const TagName kSelect = TagName::of("select");
const TagName kRuby = TagName::of("ruby");

}  // namespace

TreeConstruction::Step TreeConstruction::start_in_body(const TagToken& token) {
  const Tag tag = token.name.tag;
  if (tag == Tag::html || tag == Tag::body) {
    if (tag == Tag::body) frameset_ok_ = false;
    return Step::done;
  }
  if (kHeadContent.contains(tag)) return start_in_head(token);
  if (kBlocks.contains(tag) || kHeadings.contains(tag) || kPreformatted.contains(tag))
    return start_block(token);
  if (tag == Tag::li) return start_list_item(token, kListItems);
  if (kDescriptionItems.contains(tag)) return start_list_item(token, kDescriptionItems);
  if (kFormControls.contains(tag)) return start_form_control(token);
  if (kFormatting.contains(tag)) return start_formatting(token);
  if (kVoid.contains(tag) && !kIgnoredInBody.contains(tag)) return start_void(token);
  if (kIgnoredInBody.contains(tag)) return Step::done;
  if (kRawText.contains(tag)) {
    if (tag == Tag::xmp) close_p();
    frameset_ok_ = frameset_ok_ && tag != Tag::xmp && tag != Tag::iframe;
    open_raw_text(token, TextMode::rawtext);
    return Step::done;
  }
  switch (tag) {
    case Tag::frameset:
      return start_frameset_in_body(token);
    case Tag::plaintext:
      close_p();
      open(token);
      next_text_mode_ = TextMode::plaintext;
      return Step::done;
    case Tag::table:
      if (!quirks_) close_p();
      open(token);
      frameset_ok_ = false;
      mode_ = Mode::in_table;
      return Step::done;
    case Tag::math:
      open_foreign(token, Namespace::mathml);
      return Step::done;
    case Tag::svg:
      open_foreign(token, Namespace::svg);
      return Step::done;
    case Tag::p:
      return start_block(token);
    default:
      break;
  }
  if (kRubyText.contains(tag) && elements_.in_scope(kRuby)) {
    generate_implied_end_tags(tag == Tag::rp || tag == Tag::rt ? Tag::rtc : Tag::unknown);
  }
  if (kMarked.contains(tag)) frameset_ok_ = false;
  open(token);
  return Step::done;
}

TreeConstruction::Step TreeConstruction::start_block(const TagToken& token) {
  close_p();
  if (kHeadings.contains(token.name.tag) && elements_.current().is_in(kHeadings)) {
    close_current(Closing::before_token);
  }
  if (kPreformatted.contains(token.name.tag)) frameset_ok_ = false;
  open(token);
  return Step::done;
}

TreeConstruction::Step TreeConstruction::start_list_item(const TagToken& token, const TagSet& siblings) {
  frameset_ok_ = false;
  for (std::size_t i = elements_.size(); i-- > 0;) {
    const OpenElement& element = elements_[i];
    if (element.is_in(siblings)) {
      close_through(i, Closing::before_token);
      break;
    }
    const bool special =
        element.ns != Namespace::html ? kForeignScope.contains(element.name.tag) : element.is_in(kSpecial);
    if (special && !element.is_in(kPassedByListItems)) break;
  }
  close_p();
  open(token);
  return Step::done;
}

TreeConstruction::Step TreeConstruction::start_form_control(const TagToken& token) {
  const bool in_select = elements_.in_scope(kSelect).has_value();
  switch (token.name.tag) {
    case Tag::form:
      if (form_open_ && !has_template()) return Step::done;
      close_p();
      if (!has_template()) form_open_ = true;
      break;
    case Tag::button:
      if (const auto index = elements_.in_scope(kButton)) close_through(*index, Closing::before_token);
      frameset_ok_ = false;
      break;
    case Tag::select:
      // A second start tag ends the first select; browsers have parsed other content inside it since 2025.
      frameset_ok_ = false;
      if (const auto index = elements_.in_scope(kSelect)) {
        close_through(*index, Closing::before_token);
        return Step::done;
      }
      break;
    case Tag::option:
      if (in_select) {
        generate_implied_end_tags(Tag::optgroup);
      } else if (elements_.current().is(Tag::option)) {
        close_current(Closing::before_token);
      }
      break;
    case Tag::optgroup:
      if (in_select) {
        generate_implied_end_tags();
      } else if (elements_.current().is(Tag::option)) {
        close_current(Closing::before_token);
      }
      break;
    default:
      frameset_ok_ = false;
      open_raw_text(token, TextMode::rcdata);
      return Step::done;
  }
  open(token);
  return Step::done;
}

TreeConstruction::Step TreeConstruction::start_formatting(const TagToken& token) {
  // Only these two may not stand inside one of their kind (as far as the last marker).
  if (token.name.tag == Tag::a || token.name.tag == Tag::nobr) {
    for (std::size_t i = elements_.size(); i-- > 0 && !elements_[i].is_in(kFormattingMarkers);) {
      if (!elements_[i].is(token.name.tag)) continue;
      end_formatting(token.name, Closing::before_token);
      break;
    }
  }
  open(token);
  return Step::done;
}

TreeConstruction::Step TreeConstruction::start_void(const TagToken& token) {
  const Tag tag = token.name.tag;
  if (tag == Tag::hr) {
    close_p();
    if (elements_.in_scope(kSelect)) generate_implied_end_tags();
  }
  if (tag == Tag::input) {
    if (const auto index = elements_.in_scope(kSelect)) close_through(*index, Closing::before_token);
  }
  const Attribute* type = tag == Tag::input ? token.find("type") : nullptr;
  const bool invisible = type != nullptr && equal_ignoring_ascii_case(type->value, "hidden");
  if (!invisible && !kKeepFramesetOk.contains(tag)) frameset_ok_ = false;
  open_void(token);
  return Step::done;
}

TreeConstruction::Step TreeConstruction::start_frameset_in_body(const TagToken& token) {
  if (!frameset_ok_ || elements_.size() < 2 || !elements_[1].is(Tag::body)) return Step::done;
  while (elements_.size() > 1) close_current(Closing::before_token);
  open(token);
  mode_ = Mode::in_frameset;
  return Step::done;
}

TreeConstruction::Step TreeConstruction::end_in_body(const TagToken& token) {
  const Tag tag = token.name.tag;
  if (tag == Tag::template_) {
    end_template();
    return Step::done;
  }
  if (tag == Tag::body || tag == Tag::html) return end_body(token);
  if (tag == Tag::form) return end_form();
  if (kEndsWithContent.contains(tag) || kMarked.contains(tag))
    return end_element(elements_.in_scope(token.name));
  if (tag == Tag::p) return end_element(elements_.in_scope(token.name, kButtonScope));
  if (tag == Tag::li) return end_element(elements_.in_scope(token.name, kListItemScope));
  if (kDescriptionItems.contains(tag)) return end_element(elements_.in_scope(token.name));
  if (kHeadings.contains(tag)) return end_element(elements_.any_in_scope(kHeadings));
  if (kFormatting.contains(tag)) return end_formatting(token.name, Closing::by_its_end_tag);
  if (tag == Tag::br) return Step::done;
  return end_any_other(token.name);
}

TreeConstruction::Step TreeConstruction::end_element(std::optional<std::size_t> index) {
  // What generates implied end tags would close first is closed with the element in any case.
  if (index) close_through(*index, Closing::by_its_end_tag);
  return Step::done;
}

TreeConstruction::Step TreeConstruction::end_body(const TagToken& token) {
  static const TagName body = TagName::of("body");
  if (!elements_.in_scope(body)) return Step::done;
  if (!body_ended_) observer_.body_ending();
  body_ended_ = true;
  mode_ = Mode::after_body;
  return token.name.tag == Tag::html ? Step::again : Step::done;
}

TreeConstruction::Step TreeConstruction::end_form() {
  static const TagName form = TagName::of("form");
  if (has_template()) return end_element(elements_.in_scope(form));
  const bool was_open = form_open_;
  form_open_ = false;
  const auto index = elements_.in_scope(form);
  if (!was_open || !index) return Step::done;
  generate_implied_end_tags();
  close_amid(*index, Closing::by_its_end_tag);
  return Step::done;
}

/// The adoption agency algorithm, as far as it changes what is open: without a special element inside, all
/// that is inside closes; with one, only the formatting element does.
TreeConstruction::Step TreeConstruction::end_formatting(TagName name, Closing how) {
  std::size_t index = elements_.size();
  while (index-- > 0 && !(elements_[index].ns == Namespace::html && elements_[index].name == name)) {
    if (elements_[index].is_in(kFormattingMarkers)) return Step::done;
  }
  if (index >= elements_.size() || !elements_.in_scope(name)) return Step::done;
  for (std::size_t i = index + 1; i < elements_.size(); ++i) {
    if (elements_[i].is_in(kSpecial)) {
      close_amid(index, how);
      return Step::done;
    }
  }
  close_through(index, how);
  return Step::done;
}

TreeConstruction::Step TreeConstruction::end_any_other(TagName name) {
  for (std::size_t i = elements_.size(); i-- > 0;) {
    if (elements_[i].ns == Namespace::html && elements_[i].name == name) {
      close_through(i, Closing::by_its_end_tag);
      return Step::done;
    }
    if (elements_[i].is_in(kSpecial)) return Step::done;
  }
  return Step::done;
}

}  // namespace caveat::html
