#include "html/tree_construction.h"

#include "html/concealment.h"
#include "html/doctype.h"

namespace caveat::html {

void TreeConstruction::doctype(std::string_view raw) {
  if (mode_ != Mode::initial) return;
  quirks_ = means_quirks_mode(parse_doctype(raw));
  mode_ = Mode::before_html;
}

void TreeConstruction::begin_inside_body(bool quirks_mode) {
  text();
  quirks_ = quirks_mode;
}

TextMode TreeConstruction::start_tag(const TagToken& token) {
  next_text_mode_ = TextMode::data;
  while (true) {
    const Step step = foreign_rules_for_start(token) ? start_in_foreign(token) : start(token);
    if (step == Step::done) return next_text_mode_;
  }
}

void TreeConstruction::end_tag(const TagToken& token) {
  if (raw_text_open_) {
    raw_text_open_ = false;
    close_current(Closing::by_its_end_tag);
    return;
  }
  const bool foreign = !elements_.empty() && elements_.current().ns != Namespace::html;
  if (foreign && end_in_foreign(token) == Step::done) return;
  while (end(token) == Step::again) {
  }
}

std::optional<SkimRegion> TreeConstruction::skim_region() const {
  if (raw_text_open_ || has_template() || elements_.empty()) return std::nullopt;
  if (mode_ == Mode::in_head && elements_.current().is(Tag::head)) return SkimRegion::head;
  const bool in_body = mode_ >= Mode::in_body && mode_ <= Mode::in_cell && mode_ != Mode::in_column_group;
  if (!in_body || in_foreign_content() || frameset_ok_) return std::nullopt;
  return SkimRegion::body;
}

TreeConstruction::Step TreeConstruction::start(const TagToken& token) {
  switch (mode_) {
    case Mode::initial:
      quirks_ = true;
      mode_ = Mode::before_html;
      return Step::again;
    case Mode::before_html:
    case Mode::before_head:
      return start_before_head(token);
    case Mode::in_head:
      return start_in_head(token);
    case Mode::after_head:
      return start_after_head(token);
    case Mode::in_body:
      return start_in_body(token);
    case Mode::in_table:
      return start_in_table(token);
    case Mode::in_caption:
      return start_in_caption(token);
    case Mode::in_column_group:
      return start_in_column_group(token);
    case Mode::in_table_body:
      return start_in_table_body(token);
    case Mode::in_row:
      return start_in_row(token);
    case Mode::in_cell:
      return start_in_cell(token);
    case Mode::in_template:
      return start_in_template(token);
    case Mode::after_body:
      mode_ = Mode::in_body;
      return Step::again;
    case Mode::in_frameset:
    case Mode::after_frameset:
      return start_in_frameset(token);
  }
  return Step::done;
}

TreeConstruction::Step TreeConstruction::end(const TagToken& token) {
  switch (mode_) {
    case Mode::initial:
      quirks_ = true;
      mode_ = Mode::before_html;
      return Step::again;
    case Mode::before_html:
    case Mode::before_head:
    case Mode::after_head:
      return end_before_body(token);
    case Mode::in_head:
      return end_in_head(token);
    case Mode::in_body:
      return end_in_body(token);
    case Mode::in_table:
      return end_in_table(token);
    case Mode::in_caption:
      return end_in_caption(token);
    case Mode::in_column_group:
      return end_in_column_group(token);
    case Mode::in_table_body:
      return end_in_table_body(token);
    case Mode::in_row:
      return end_in_row(token);
    case Mode::in_cell:
      return end_in_cell(token);
    case Mode::in_template:
      if (token.name.tag == Tag::template_) end_template();
      return Step::done;
    case Mode::after_body:
      if (token.name.tag == Tag::html) return Step::done;
      mode_ = Mode::in_body;
      return Step::again;
    case Mode::in_frameset:
    case Mode::after_frameset:
      return end_in_frameset(token);
  }
  return Step::done;
}

void TreeConstruction::text() {
  if (raw_text_open_ || in_frameset()) return;
  if (mode_ == Mode::initial) quirks_ = true;
  if (mode_ == Mode::in_column_group) leave_column_group();
  if (mode_ < Mode::in_body) advance_to_body();
  if (mode_ == Mode::after_body) mode_ = Mode::in_body;
  frameset_ok_ = false;
}

void TreeConstruction::finish() {
  if (raw_text_open_) close_current(Closing::before_token);
  raw_text_open_ = false;
  if (mode_ < Mode::in_body) advance_to_body();
  if (!body_ended_ && !in_frameset()) observer_.body_ending();
  while (!elements_.empty()) close_current(Closing::before_token);
}

void TreeConstruction::push(OpenElement element, const TagToken* token) {
  const bool inside_concealed =
      formatting_.reopens_hidden() || (!elements_.empty() && elements_.current().conceals);
  element.implied = token == nullptr;
  element.conceals = inside_concealed || conceals_content(element.name, element.ns, token);
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
  raw_text_open_ = true;
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

void TreeConstruction::close_current(Closing how) {
  close_amid(elements_.size() - 1, how);
}

void TreeConstruction::close_through(std::size_t index, Closing how) {
  while (elements_.size() > index + 1) close_current(Closing::before_token);
  close_current(how);
}

void TreeConstruction::close_amid(std::size_t index, Closing how) {
  // What is put behind it may be put into it again.
  const OpenElement& element = elements_[index];
  if (element.formatting != 0) formatting_.closed(element.name.tag, element.formatting);
  observer_.closing(index, how);
  elements_.erase(index);
}

void TreeConstruction::close_p() {
  static const TagName p = TagName::of("p");
  if (const auto index = elements_.in_scope(p, kButtonScope)) close_through(*index, Closing::before_token);
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
        mode_ = i > 0 ? Mode::in_cell : Mode::in_body;
        return;
      case Tag::tr:
        mode_ = Mode::in_row;
        return;
      case Tag::tbody:
      case Tag::thead:
      case Tag::tfoot:
        mode_ = Mode::in_table_body;
        return;
      case Tag::caption:
        mode_ = Mode::in_caption;
        return;
      case Tag::colgroup:
        mode_ = Mode::in_column_group;
        return;
      case Tag::table:
        mode_ = Mode::in_table;
        return;
      case Tag::template_:
        mode_ = template_modes_.back();
        return;
      case Tag::head:
        mode_ = Mode::in_head;
        return;
      case Tag::body:
        mode_ = Mode::in_body;
        return;
      case Tag::frameset:
        mode_ = Mode::in_frameset;
        return;
      case Tag::html:
        mode_ = Mode::after_head;
        return;
      default:
        break;
    }
  }
  mode_ = Mode::in_body;
}

}  // namespace caveat::html
