// Tree construction before the body, in templates and in framesets (13.2.6.4.1 - 13.2.6.4.6, .18, .20, .21).
#include "html/ascii.h"
#include "html/character_references.h"
#include "html/concealment.h"
#include "html/tree_construction.h"

namespace caveat::html {
namespace {

bool asks_for_shadow(const TagToken& token) {
  std::optional<Attribute> mode = token.find("shadowrootmode");
  if (!mode) mode = token.find("shadowroot");  // in Chromium before it was a standard
  if (!mode) return false;
  const std::string value = decode_attribute_value(mode->value);
  return equal_ignoring_ascii_case(value, "open") || equal_ignoring_ascii_case(value, "closed");
}

bool can_host_shadow(const OpenElement& element) {
  return element.ns == Namespace::html &&
         (element.name.tag == Tag::unknown || kShadowHosts.contains(element.name.tag));
}

}  // namespace

/// What text or any content of the body brings about, wherever the page is before its body.
TreeConstruction::Step TreeConstruction::advance_to_body() {
  if (elements_.empty()) open_implied(Tag::html);
  if (state_.mode == InsertionMode::in_head) {
    close_current(Closing::before_token);
    state_.mode = InsertionMode::after_head;
  }
  if (state_.mode != InsertionMode::after_head) {
    open_implied(Tag::head);
    close_current(Closing::before_token);
  }
  open_implied(Tag::body);
  state_.mode = InsertionMode::in_body;
  return Step::again;
}

TreeConstruction::Step TreeConstruction::start_before_head(const TagToken& token) {
  if (token.name.tag == Tag::html) {
    if (elements_.empty()) open(token);
    state_.mode = InsertionMode::before_head;
    return Step::done;
  }
  if (elements_.empty()) open_implied(Tag::html);
  state_.mode = InsertionMode::in_head;
  if (token.name.tag == Tag::head) {
    open(token);
    return Step::done;
  }
  open_implied(Tag::head);
  return Step::again;
}

TreeConstruction::Step TreeConstruction::start_in_head(const TagToken& token) {
  switch (token.name.tag) {
    case Tag::html:
      merge_attributes(token);
      return Step::done;
    case Tag::head:
      return Step::done;
    case Tag::title:
      open_raw_text(token, TextMode::rcdata);
      return Step::done;
    case Tag::noscript:
    case Tag::noframes:
    case Tag::style:
      open_raw_text(token, TextMode::rawtext);
      return Step::done;
    case Tag::script:
      open_raw_text(token, TextMode::script_data);
      return Step::done;
    case Tag::template_:
      open_template(token);
      formatting_.add_marker();
      state_.frameset_ok = false;
      state_.mode = InsertionMode::in_template;
      state_.template_modes.push_back(InsertionMode::in_template);
      return Step::done;
    default:
      break;
  }
  if (kHeadVoid.contains(token.name.tag)) {
    open_void(token);
    return Step::done;
  }
  close_current(Closing::before_token);
  state_.mode = InsertionMode::after_head;
  return Step::again;
}

TreeConstruction::Step TreeConstruction::start_after_head(const TagToken& token) {
  switch (token.name.tag) {
    case Tag::html:
      merge_attributes(token);
      return Step::done;
    case Tag::head:
      return Step::done;
    case Tag::body:
      open(token);
      state_.frameset_ok = false;
      state_.mode = InsertionMode::in_body;
      return Step::done;
    case Tag::frameset:
      open(token);
      state_.mode = InsertionMode::in_frameset;
      return Step::done;
    default:
      break;
  }
  if (kHeadContent.contains(token.name.tag)) return start_in_head(token);
  return advance_to_body();
}

TreeConstruction::Step TreeConstruction::end_before_body(const TagToken& token) {
  switch (token.name.tag) {
    case Tag::template_:
      if (state_.mode == InsertionMode::after_head) end_template();
      return Step::done;
    case Tag::head:
      if (state_.mode == InsertionMode::after_head) return Step::done;
      [[fallthrough]];
    case Tag::body:
    case Tag::html:
    case Tag::br:
      break;
    default:
      return Step::done;
  }
  if (state_.mode == InsertionMode::after_head) return advance_to_body();
  if (elements_.empty()) open_implied(Tag::html);
  open_implied(Tag::head);
  state_.mode = InsertionMode::in_head;
  return Step::again;
}

TreeConstruction::Step TreeConstruction::end_in_head(const TagToken& token) {
  switch (token.name.tag) {
    case Tag::head:
      close_current(Closing::by_its_end_tag);
      state_.mode = InsertionMode::after_head;
      return Step::done;
    case Tag::template_:
      end_template();
      return Step::done;
    case Tag::body:
    case Tag::html:
    case Tag::br:
      close_current(Closing::before_token);
      state_.mode = InsertionMode::after_head;
      return Step::again;
    default:
      return Step::done;
  }
}

/// A second html or body start tag gives the element the attributes that it lacks, which may hide it.
void TreeConstruction::merge_attributes(const TagToken& token) {
  const std::size_t index = token.name.tag == Tag::html ? 0 : 1;
  const bool merges = !has_template() && index < elements_.size() && elements_[index].is(token.name.tag);
  if (!merges || !conceals_content(token.name, Namespace::html, &token)) return;
  observer_.hidden(index);
  elements_.conceal_from(index);
}

void TreeConstruction::end_template() {
  const auto index = elements_.innermost(Tag::template_);
  if (!index || !has_template()) return;
  generate_implied_end_tags(Tag::unknown, kImpliedEndTagsThoroughly);
  close_through(*index, Closing::by_its_end_tag);
  formatting_.clear_to_marker();
  state_.template_modes.pop_back();
  reset_insertion_mode();
}

/// A template with `shadowrootmode` becomes the shadow tree of its parent (13.2.6.4.4), which is shown in
/// place of what else is in it. A slot would show that; to look for one is not worth a notice.
void TreeConstruction::open_template(const TagToken& token) {
  static const TagName kP = TagName::of("p");
  const bool attaches = asks_for_shadow(token);
  const std::size_t parent = elements_.size() - 1;
  const auto paragraph = elements_.in_scope(kP, kButtonScope);
  open(token);
  if (!attaches) return;
  if (can_host_shadow(elements_[parent])) {
    observer_.hidden(parent);
    elements_.conceal_from(parent);
    return;
  }
  // A notice in a paragraph has ended it with all that was open inside: then its parent is the host.
  if (paragraph && *paragraph > 0 && can_host_shadow(elements_[*paragraph - 1])) observer_.hidden(*paragraph);
}

TreeConstruction::Step TreeConstruction::start_in_template(const TagToken& token) {
  const Tag tag = token.name.tag;
  if (kHeadContent.contains(tag)) return start_in_head(token);
  InsertionMode mode = InsertionMode::in_body;
  if (tag == Tag::col) {
    mode = InsertionMode::in_column_group;
  } else if (tag == Tag::tr) {
    mode = InsertionMode::in_table_body;
  } else if (kCells.contains(tag)) {
    mode = InsertionMode::in_row;
  } else if (kTableStructure.contains(tag)) {
    mode = InsertionMode::in_table;
  }
  state_.template_modes.back() = mode;
  state_.mode = mode;
  return Step::again;
}

TreeConstruction::Step TreeConstruction::start_in_frameset(const TagToken& token) {
  switch (token.name.tag) {
    case Tag::frameset:
      if (state_.mode == InsertionMode::in_frameset) open(token);
      return Step::done;
    case Tag::frame:
      if (state_.mode == InsertionMode::in_frameset) open_void(token);
      return Step::done;
    case Tag::noframes:
      return start_in_head(token);
    default:
      return Step::done;
  }
}

TreeConstruction::Step TreeConstruction::end_in_frameset(const TagToken& token) {
  if (state_.mode != InsertionMode::in_frameset || token.name.tag != Tag::frameset || elements_.size() <= 1)
    return Step::done;
  close_current(Closing::by_its_end_tag);
  if (!elements_.current().is(Tag::frameset)) state_.mode = InsertionMode::after_frameset;
  return Step::done;
}

}  // namespace caveat::html
