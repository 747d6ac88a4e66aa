#include "html/tree_construction.h"

#include "html/concealment.h"
#include "html/doctype.h"

namespace caveat::html {

void TreeConstruction::doctype(std::string_view raw) {
  if (state_.mode != InsertionMode::initial) return;
  state_.quirks = means_quirks_mode(parse_doctype(raw));
  state_.mode = InsertionMode::before_html;
}

void TreeConstruction::begin_inside_body(bool quirks_mode) {
  text();
  state_.quirks = quirks_mode;
}

TextMode TreeConstruction::start_tag(const TagToken& token) {
  next_text_mode_ = TextMode::data;
  note_ignored_in_select(token.name.tag);
  before_ = {.mode = state_.mode,
             .template_mode = has_template() ? state_.template_modes.back() : InsertionMode::initial,
             .frameset_ok = state_.frameset_ok,
             .form_open = state_.form_open};
  while (true) {
    const Step step = foreign_rules_for_start(token) ? start_in_foreign(token) : start(token);
    if (step == Step::done) return next_text_mode_;
  }
}

void TreeConstruction::end_tag(const TagToken& token) {
  if (state_.raw_text_open) {
    state_.raw_text_open = false;
    close_current(Closing::by_its_end_tag);
    return;
  }
  if (token.name.tag == Tag::select) state_.select_perhaps_open = false;
  const bool foreign = !elements_.empty() && elements_.current().ns != Namespace::html;
  if (foreign && end_in_foreign(token) == Step::done) return;
  while (end(token) == Step::again) {
  }
}

std::optional<SkimRegion> TreeConstruction::skim_region() const {
  if (state_.raw_text_open || has_template() || elements_.empty()) return std::nullopt;
  const InsertionMode mode = state_.mode;
  if (mode == InsertionMode::in_head && elements_.current().is(Tag::head)) return SkimRegion::head;
  const bool in_body = mode >= InsertionMode::in_body && mode <= InsertionMode::in_cell &&
                       mode != InsertionMode::in_column_group;
  // Inside a foreignObject the rules are HTML's, but what follows it is foreign again.
  if (!in_body || elements_.any_foreign() || state_.frameset_ok) return std::nullopt;
  return SkimRegion::body;
}

TreeConstruction::Step TreeConstruction::start(const TagToken& token) {
  switch (state_.mode) {
    case InsertionMode::initial:
      state_.quirks = true;
      state_.mode = InsertionMode::before_html;
      return Step::again;
    case InsertionMode::before_html:
    case InsertionMode::before_head:
      return start_before_head(token);
    case InsertionMode::in_head:
      return start_in_head(token);
    case InsertionMode::after_head:
      return start_after_head(token);
    case InsertionMode::in_body:
      return start_in_body(token);
    case InsertionMode::in_table:
      return start_in_table(token);
    case InsertionMode::in_caption:
      return start_in_caption(token);
    case InsertionMode::in_column_group:
      return start_in_column_group(token);
    case InsertionMode::in_table_body:
      return start_in_table_body(token);
    case InsertionMode::in_row:
      return start_in_row(token);
    case InsertionMode::in_cell:
      return start_in_cell(token);
    case InsertionMode::in_template:
      return start_in_template(token);
    case InsertionMode::after_body:
      state_.mode = InsertionMode::in_body;
      return Step::again;
    case InsertionMode::in_frameset:
    case InsertionMode::after_frameset:
      return start_in_frameset(token);
  }
  return Step::done;
}

TreeConstruction::Step TreeConstruction::end(const TagToken& token) {
  switch (state_.mode) {
    case InsertionMode::initial:
      state_.quirks = true;
      state_.mode = InsertionMode::before_html;
      return Step::again;
    case InsertionMode::before_html:
    case InsertionMode::before_head:
    case InsertionMode::after_head:
      return end_before_body(token);
    case InsertionMode::in_head:
      return end_in_head(token);
    case InsertionMode::in_body:
      return end_in_body(token);
    case InsertionMode::in_table:
      return end_in_table(token);
    case InsertionMode::in_caption:
      return end_in_caption(token);
    case InsertionMode::in_column_group:
      return end_in_column_group(token);
    case InsertionMode::in_table_body:
      return end_in_table_body(token);
    case InsertionMode::in_row:
      return end_in_row(token);
    case InsertionMode::in_cell:
      return end_in_cell(token);
    case InsertionMode::in_template:
      if (token.name.tag == Tag::template_) end_template();
      return Step::done;
    case InsertionMode::after_body:
      if (token.name.tag == Tag::html) return Step::done;
      state_.mode = InsertionMode::in_body;
      return Step::again;
    case InsertionMode::in_frameset:
    case InsertionMode::after_frameset:
      return end_in_frameset(token);
  }
  return Step::done;
}

void TreeConstruction::text() {
  if (state_.raw_text_open || state_.in_frameset()) return;
  if (state_.mode == InsertionMode::initial) state_.quirks = true;
  if (state_.mode == InsertionMode::in_column_group) leave_column_group();
  if (state_.mode < InsertionMode::in_body) advance_to_body();
  if (state_.mode == InsertionMode::after_body) state_.mode = InsertionMode::in_body;
  state_.frameset_ok = false;
}

void TreeConstruction::finish() {
  if (state_.raw_text_open) close_current(Closing::before_token);
  state_.raw_text_open = false;
  if (state_.mode < InsertionMode::in_body) advance_to_body();
  if (!state_.body_ended && !state_.in_frameset()) observer_.body_ending();
  while (!elements_.empty()) close_current(Closing::before_token);
}

TreePoint TreeConstruction::point_before_current() {
  TreePoint point{.state = state_, .formatting = formatting_.mark(), .former_link = before_.former_link};
  // Its own entry is there already.
  if (const auto own = elements_.current().formatting; own != 0) point.formatting.numbers = own - 1;
  point.state.frameset_ok = before_.frameset_ok;
  point.state.form_open = before_.form_open;
  if (before_.mode == InsertionMode::initial) point.state.quirks = false;
  if (before_.implied > 0) point.state.mode = before_.mode_before_implied;
  const bool entered = before_.mode == InsertionMode::initial || before_.mode == InsertionMode::in_template ||
                       before_.mode == InsertionMode::after_body;
  if (entered) point.state.mode = before_.mode;
  if (has_template()) point.state.template_modes.back() = before_.template_mode;
  // There are end tags for what it has left.
  if (before_.left_hidden) point.state.hidden_inside = 0;
  return point;
}

void TreeConstruction::go_back(const TreePoint& point) {
  state_ = point.state;
  formatting_.go_back(point.formatting);
  if (point.former_link) formatting_.put_back(Tag::a, *point.former_link);
}

bool TreeConstruction::hides_text_behind(const EndedFormatting& ended) const {
  const bool hidden_inside = state_.hidden_inside > 0 && !before_.left_hidden;
  return formatting_.reopens_hidden(ended) || state_.reads_differ() || hidden_inside;
}

void TreeConstruction::push(OpenElement element, const TagToken* token) {
  if (token == nullptr && before_.implied++ == 0) {
    before_.mode_before_implied = state_.mode;
  }
  const bool inside_concealed = !elements_.empty() && elements_.current().conceals;
  const bool hides = hides_text() || conceals_content(element.name, element.ns, token);
  element.implied = token == nullptr;
  element.conceals = inside_concealed || hides;
  element.disabled = inside_concealed && !hides && elements_.current().disabled;
  elements_.push(element);
  observer_.opened(token);
}

void TreeConstruction::open(const TagToken& token, Namespace ns, std::uint32_t formatting) {
  push({.name = token.name, .ns = ns, .formatting = formatting}, &token);
}

void TreeConstruction::open_void(const TagToken& token) {
  open(token);
  close_current(Closing::by_itself);
}

void TreeConstruction::open_raw_text(const TagToken& token, TextMode mode) {
  open(token);
  next_text_mode_ = mode;
  state_.raw_text_open = true;
}

void TreeConstruction::open_implied(Tag tag) {
  struct Implied {
    Tag tag;
    std::string_view name;
  };
  static constexpr Implied kNames[] = {{Tag::html, "html"}, {Tag::head, "head"},
                                       {Tag::body, "body"}, {Tag::tbody, "tbody"},
                                       {Tag::tr, "tr"},     {Tag::colgroup, "colgroup"}};
  for (const Implied& implied : kNames) {
    if (implied.tag == tag) push({.name = TagName::of(implied.name)}, nullptr);
  }
}

bool TreeConstruction::close_current(Closing how) {
  // The end tag of another may be that of one of its name in what is hidden.
  const bool ends_hidden = elements_.size() <= state_.hidden_inside && elements_.current().is_special();
  const bool hidden = close_amid(elements_.size() - 1, how);
  if (ends_hidden) state_.hidden_inside = 0;
  return hidden;
}

void TreeConstruction::close_through(std::size_t index, Closing how) {
  static const TagName kP = TagName::of("p");
  bool hidden = false;
  while (elements_.size() > index + 1) hidden = close_current(Closing::before_token) || hidden;
  // A notice in a paragraph has ended it with all that was open around the notice. What hides text and would
  // end with one of these goes on, up to the end of what is around the paragraph.
  const auto paragraph = hidden ? elements_.in_scope(kP, kButtonScope) : std::nullopt;
  const std::uint64_t content = elements_[index].content;
  if (!close_current(how) && paragraph && observer_.holds_notice_from(content)) {
    state_.hidden_inside = *paragraph;
    before_.left_hidden = true;
  }
}

bool TreeConstruction::close_amid(std::size_t index, Closing how) {
  // What is put behind it may be put into it again.
  const OpenElement& element = elements_[index];
  if (element.formatting != 0) formatting_.closed(element.name.tag, element.formatting);
  const bool implied = element.implied;
  observer_.closing(index, how);
  if (implied && before_.implied > 0) --before_.implied;
  if (index < state_.hidden_inside) --state_.hidden_inside;
  const bool hidden = elements_[index].conceals;
  elements_.erase(index);
  return hidden;
}

void TreeConstruction::close_p() {
  static const TagName kP = TagName::of("p");
  if (const auto index = elements_.in_scope(kP, kButtonScope)) close_through(*index, Closing::before_token);
}

void TreeConstruction::generate_implied_end_tags(Tag except, const TagSet& tags) {
  while (elements_.current().is_in(tags) && elements_.current().name.tag != except) {
    close_current(Closing::before_token);
  }
}

/// 13.2.4.1
void TreeConstruction::reset_insertion_mode() {
  for (std::size_t i = elements_.size(); i-- > 0;) {
    const OpenElement& element = elements_[i];
    if (element.ns != Namespace::html) continue;
    switch (element.name.tag) {
      case Tag::td:
      case Tag::th:
        state_.mode = i > 0 ? InsertionMode::in_cell : InsertionMode::in_body;
        return;
      case Tag::tr:
        state_.mode = InsertionMode::in_row;
        return;
      case Tag::tbody:
      case Tag::thead:
      case Tag::tfoot:
        state_.mode = InsertionMode::in_table_body;
        return;
      case Tag::caption:
        state_.mode = InsertionMode::in_caption;
        return;
      case Tag::colgroup:
        state_.mode = InsertionMode::in_column_group;
        return;
      case Tag::table:
        state_.mode = InsertionMode::in_table;
        return;
      case Tag::template_:
        state_.mode = state_.template_modes.back();
        return;
      case Tag::head:
        state_.mode = InsertionMode::in_head;
        return;
      case Tag::body:
        state_.mode = InsertionMode::in_body;
        return;
      case Tag::frameset:
        state_.mode = InsertionMode::in_frameset;
        return;
      case Tag::html:
        state_.mode = InsertionMode::after_head;
        return;
      default:
        break;
    }
  }
  state_.mode = InsertionMode::in_body;
}

}  // namespace caveat::html
