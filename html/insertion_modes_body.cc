// Tree construction in the body (13.2.6.4.7).
#include <array>

#include "html/ascii.h"
#include "html/tree_construction.h"

namespace caveat::html {
namespace {

constexpr TagSet kListItems = {Tag::li};
constexpr TagSet kDescriptionItems = {Tag::dd, Tag::dt};
constexpr TagSet kPassedByListItems = {Tag::address, Tag::div, Tag::p};
constexpr TagSet kVoid = {Tag::area,  Tag::br, Tag::embed, Tag::img,    Tag::keygen, Tag::wbr,
                          Tag::input, Tag::hr, Tag::param, Tag::source, Tag::track,  Tag::image};
constexpr TagSet kKeepFramesetOk = {Tag::param, Tag::source, Tag::track};
constexpr TagSet kMarked = {Tag::applet, Tag::marquee, Tag::object};
constexpr TagSet kPreformatted = {Tag::pre, Tag::listing};
constexpr TagSet kRawText = {Tag::xmp, Tag::iframe, Tag::noembed, Tag::noscript};
constexpr TagSet kFormControls = {Tag::form,   Tag::button,   Tag::select,
                                  Tag::option, Tag::optgroup, Tag::textarea};
constexpr TagSet kRubyText = {Tag::rb, Tag::rtc, Tag::rp, Tag::rt};
constexpr TagSet kIgnoredInBody = kTableStructure.with({Tag::frame, Tag::head});
constexpr TagSet kEndsWithContent =
    kBlocks.with({Tag::button, Tag::listing, Tag::pre, Tag::select, Tag::dd, Tag::dt});

/// What the start tag of each element does in the body.
enum class BodyStart : std::uint8_t {
  ordinary,
  root,
  head_content,
  block,
  list_item,
  description_item,
  form_control,
  formatting,
  no_content,
  ignored,
  raw_text,
  frameset,
  plaintext,
  table,
  math,
  svg,
  ruby_text,
  marked
};
/// What its end tag does.
enum class BodyEnd : std::uint8_t {
  ordinary,
  template_,
  root,
  form,
  with_content,
  marked,
  paragraph,
  list_item,
  heading,
  formatting,
  ignored
};

const TagName kButton = TagName::of("button");
const TagName kSelect = TagName::of("select");
const TagName kRuby = TagName::of("ruby");

/// One entry for every Tag; where two sets share one, the first counts.
template <typename Kind>
class KindOfTag {
 public:
  constexpr KindOfTag& with(const TagSet& tags, Kind kind) {
    for (std::size_t tag = 0; tag < kinds_.size(); ++tag) {
      if (kinds_[tag] == Kind::ordinary && tags.contains(static_cast<Tag>(tag))) kinds_[tag] = kind;
    }
    return *this;
  }
  constexpr Kind operator[](Tag tag) const { return kinds_[static_cast<std::size_t>(tag)]; }

 private:
  std::array<Kind, 256> kinds_ = {};
};

constexpr auto kBodyStarts = KindOfTag<BodyStart>()
                                 .with({Tag::html, Tag::body}, BodyStart::root)
                                 .with(kHeadContent, BodyStart::head_content)
                                 .with(kBlocks.with({Tag::p}), BodyStart::block)
                                 .with(kHeadings, BodyStart::block)
                                 .with(kPreformatted, BodyStart::block)
                                 .with(kListItems, BodyStart::list_item)
                                 .with(kDescriptionItems, BodyStart::description_item)
                                 .with(kFormControls, BodyStart::form_control)
                                 .with(kFormatting, BodyStart::formatting)
                                 .with(kVoid, BodyStart::no_content)
                                 .with(kIgnoredInBody, BodyStart::ignored)
                                 .with(kRawText, BodyStart::raw_text)
                                 .with({Tag::frameset}, BodyStart::frameset)
                                 .with({Tag::plaintext}, BodyStart::plaintext)
                                 .with({Tag::table}, BodyStart::table)
                                 .with({Tag::math}, BodyStart::math)
                                 .with({Tag::svg}, BodyStart::svg)
                                 .with(kRubyText, BodyStart::ruby_text)
                                 .with(kMarked, BodyStart::marked);

constexpr auto kBodyEnds = KindOfTag<BodyEnd>()
                               .with({Tag::template_}, BodyEnd::template_)
                               .with({Tag::html, Tag::body}, BodyEnd::root)
                               .with({Tag::form}, BodyEnd::form)
                               .with(kEndsWithContent, BodyEnd::with_content)
                               .with(kMarked, BodyEnd::marked)
                               .with({Tag::p}, BodyEnd::paragraph)
                               .with(kListItems, BodyEnd::list_item)
                               .with(kHeadings, BodyEnd::heading)
                               .with(kFormatting, BodyEnd::formatting)
                               .with({Tag::br}, BodyEnd::ignored);

}  // namespace

TreeConstruction::Step TreeConstruction::start_in_body(const TagToken& token) {
  const Tag tag = token.name.tag;
  switch (kBodyStarts[tag]) {
    case BodyStart::ordinary:
      break;
    case BodyStart::root:
      if (tag == Tag::body) state_.frameset_ok = false;
      merge_attributes(token);
      return Step::done;
    case BodyStart::head_content:
      return start_in_head(token);
    case BodyStart::block:
      return start_block(token);
    case BodyStart::list_item:
      return start_list_item(token, kListItems);
    case BodyStart::description_item:
      return start_list_item(token, kDescriptionItems);
    case BodyStart::form_control:
      return start_form_control(token);
    case BodyStart::formatting:
      return start_formatting(token);
    case BodyStart::no_content:
      return start_void(token);
    case BodyStart::ignored:
      return Step::done;
    case BodyStart::raw_text:
      if (tag == Tag::xmp) close_p();
      state_.frameset_ok = state_.frameset_ok && tag != Tag::xmp && tag != Tag::iframe;
      open_raw_text(token, TextMode::rawtext);
      return Step::done;
    case BodyStart::frameset:
      return start_frameset_in_body(token);
    case BodyStart::plaintext:
      close_p();
      next_text_mode_ = TextMode::plaintext;
      break;
    case BodyStart::table:
      if (!state_.quirks) close_p();
      state_.frameset_ok = false;
      open(token);
      state_.mode = InsertionMode::in_table;
      return Step::done;
    case BodyStart::math:
      open_foreign(token, Namespace::mathml);
      return Step::done;
    case BodyStart::svg:
      open_foreign(token, Namespace::svg);
      return Step::done;
    case BodyStart::ruby_text:
      if (elements_.in_scope(kRuby)) {
        generate_implied_end_tags(tag == Tag::rp || tag == Tag::rt ? Tag::rtc : Tag::unknown);
      }
      break;
    case BodyStart::marked:
      state_.frameset_ok = false;
      open(token);
      formatting_.add_marker();
      return Step::done;
  }
  open(token);
  return Step::done;
}

TreeConstruction::Step TreeConstruction::start_block(const TagToken& token) {
  close_p();
  if (kHeadings.contains(token.name.tag) && elements_.current().is_in(kHeadings)) {
    close_current(Closing::before_token);
  }
  if (kPreformatted.contains(token.name.tag)) state_.frameset_ok = false;
  open(token);
  return Step::done;
}

TreeConstruction::Step TreeConstruction::start_list_item(const TagToken& token, const TagSet& siblings) {
  state_.frameset_ok = false;
  const bool any_open = elements_.any_may_be_open(siblings);
  for (std::size_t i = elements_.size(); any_open && i-- > 0;) {
    const OpenElement& element = elements_[i];
    if (element.is_in(siblings)) {
      close_through(i, Closing::before_token);
      break;
    }
    if (element.is_special() && !element.is_in(kPassedByListItems)) break;
  }
  close_p();
  open(token);
  return Step::done;
}

TreeConstruction::Step TreeConstruction::start_form_control(const TagToken& token) {
  const bool in_select = elements_.in_scope(kSelect).has_value();
  switch (token.name.tag) {
    case Tag::form:
      if (state_.form_open && !has_template()) return Step::done;
      close_p();
      if (!has_template()) state_.form_open = true;
      break;
    case Tag::button:
      if (const auto index = elements_.in_scope(kButton)) close_through(*index, Closing::before_token);
      state_.frameset_ok = false;
      break;
    case Tag::select:
      // A second start tag ends the first select; browsers have parsed other content inside it since 2025.
      state_.frameset_ok = false;
      if (const auto index = elements_.in_scope(kSelect)) {
        close_through(*index, Closing::before_token);
        return Step::done;
      }
      // Out of its scope, as in a table inside it, it ends the first in older browsers only.
      state_.read_otherwise = state_.read_otherwise || elements_.may_be_open(Tag::select);
      break;
    case Tag::option:
    case Tag::optgroup:
      if (in_select) {
        generate_implied_end_tags(token.name.tag == Tag::option ? Tag::optgroup : Tag::unknown);
      } else if (elements_.current().is(Tag::option)) {
        close_current(Closing::before_token);
      }
      break;
    default:
      state_.frameset_ok = false;
      open_raw_text(token, TextMode::rcdata);
      return Step::done;
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
  const auto type = tag == Tag::input ? token.find("type") : std::nullopt;
  const bool invisible = type && equal_ignoring_ascii_case(type->value, "hidden");
  if (!invisible && !kKeepFramesetOk.contains(tag)) state_.frameset_ok = false;
  open_void(token);
  return Step::done;
}

TreeConstruction::Step TreeConstruction::start_frameset_in_body(const TagToken& token) {
  if (!state_.frameset_ok || elements_.size() < 2 || !elements_[1].is(Tag::body)) return Step::done;
  observer_.hidden(1);
  while (elements_.size() > 1) close_current(Closing::before_token);
  open(token);
  state_.mode = InsertionMode::in_frameset;
  return Step::done;
}

TreeConstruction::Step TreeConstruction::end_in_body(const TagToken& token) {
  switch (kBodyEnds[token.name.tag]) {
    case BodyEnd::ordinary:
      return end_any_other(token.name);
    case BodyEnd::template_:
      end_template();
      return Step::done;
    case BodyEnd::root:
      return end_body(token);
    case BodyEnd::form:
      return end_form();
    case BodyEnd::with_content:
      return end_element(elements_.in_scope(token.name));
    case BodyEnd::marked: {
      const auto index = elements_.in_scope(token.name);
      if (index) formatting_.clear_to_marker();
      return end_element(index);
    }
    case BodyEnd::paragraph:
      return end_element(elements_.in_scope(token.name, kButtonScope));
    case BodyEnd::list_item:
      return end_element(elements_.in_scope(token.name, kListItemScope));
    case BodyEnd::heading:
      return end_element(elements_.any_in_scope(kHeadings));
    case BodyEnd::formatting:
      return end_formatting(token.name, Closing::by_its_end_tag);
    case BodyEnd::ignored:
      break;
  }
  return Step::done;
}

TreeConstruction::Step TreeConstruction::end_element(std::optional<std::size_t> index) {
  // What generates implied end tags would close first is closed with the element in any case.
  if (index) close_through(*index, Closing::by_its_end_tag);
  return Step::done;
}

TreeConstruction::Step TreeConstruction::end_body(const TagToken& token) {
  static const TagName kBody = TagName::of("body");
  if (!elements_.in_scope(kBody)) return Step::done;
  if (!state_.body_ended) observer_.body_ending();
  state_.body_ended = true;
  state_.mode = InsertionMode::after_body;
  return token.name.tag == Tag::html ? Step::again : Step::done;
}

TreeConstruction::Step TreeConstruction::end_form() {
  static const TagName kForm = TagName::of("form");
  if (has_template()) return end_element(elements_.in_scope(kForm));
  const bool was_open = state_.form_open;
  state_.form_open = false;
  const auto index = elements_.in_scope(kForm);
  if (!was_open || !index) return Step::done;
  generate_implied_end_tags();
  close_amid(*index, Closing::by_its_end_tag);
  return Step::done;
}

TreeConstruction::Step TreeConstruction::end_any_other(TagName name) {
  if (!elements_.may_be_open(name)) return Step::done;
  for (std::size_t i = elements_.size(); i-- > 0;) {
    if (elements_[i].ns == Namespace::html && elements_[i].name == name) {
      close_through(i, Closing::by_its_end_tag);
      return Step::done;
    }
    if (elements_[i].is_special()) return Step::done;
  }
  return Step::done;
}

}  // namespace caveat::html
