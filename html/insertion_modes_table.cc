// Tree construction in tables (13.2.6.4.9 - 13.2.6.4.15).
#include "html/ascii.h"
#include "html/tree_construction.h"

namespace caveat::html {
namespace {

constexpr TagSet kTableContext = {Tag::table, Tag::template_, Tag::html};
constexpr TagSet kTableBodyContext = {Tag::tbody, Tag::tfoot, Tag::thead, Tag::template_, Tag::html};
constexpr TagSet kRowContext = {Tag::tr, Tag::template_, Tag::html};
constexpr TagSet kRows = {Tag::tr};
constexpr TagSet kTables = {Tag::table};
constexpr TagSet kSelects = {Tag::select};
constexpr TagSet kIgnoredInOldSelect = {Tag::col,      Tag::colgroup, Tag::style,   Tag::title,
                                        Tag::xmp,      Tag::iframe,   Tag::noembed, Tag::noframes,
                                        Tag::noscript, Tag::plaintext};
constexpr TagSet kCaptions = {Tag::caption};
/// Start tags that end a section of a table, besides those of rows and cells.
constexpr TagSet kNextToSections = {Tag::caption, Tag::col,   Tag::colgroup,
                                    Tag::tbody,   Tag::tfoot, Tag::thead};
constexpr TagSet kProcessedInHead = {Tag::style, Tag::script, Tag::template_};
/// End tags that a table ignores where they are not its own.
constexpr TagSet kIgnoredEnds = kTableStructure.with({Tag::body, Tag::html});

}  // namespace

void TreeConstruction::clear_to(const TagSet& context) {
  while (!elements_.current().is_in(context)) close_current(Closing::before_token);
}

/// Columns end a table's cell or caption with all that is in it. Browsers from before 2025 ignore them in a
/// select, which then stays open. They ignore elements of raw text, too, and read as markup what is in them.
void TreeConstruction::note_ignored_in_select(Tag tag) {
  if (!kIgnoredInOldSelect.contains(tag)) return;
  if (tag != Tag::col && tag != Tag::colgroup) {
    raw_text_begins();
  } else if (elements_.any_in_scope(kSelects, kTableScope)) {
    state_.select_perhaps_open = true;
  }
}

void TreeConstruction::raw_text_begins() {
  if (elements_.may_be_open(Tag::select) || state_.select_perhaps_open) state_.read_otherwise = true;
}

TreeConstruction::Step TreeConstruction::start_in_table(const TagToken& token) {
  const Tag tag = token.name.tag;
  if (tag == Tag::caption || tag == Tag::colgroup || kTableSections.contains(tag)) {
    clear_to(kTableContext);
    open(token);
    if (tag == Tag::caption) formatting_.add_marker();
    state_.mode = InsertionMode::in_table_body;
    if (tag == Tag::caption) state_.mode = InsertionMode::in_caption;
    if (tag == Tag::colgroup) state_.mode = InsertionMode::in_column_group;
    return Step::done;
  }
  if (tag == Tag::col) {
    clear_to(kTableContext);
    open_implied(Tag::colgroup);
    state_.mode = InsertionMode::in_column_group;
    return Step::again;
  }
  if (tag == Tag::tr || kCells.contains(tag)) {
    clear_to(kTableContext);
    open_implied(Tag::tbody);
    state_.mode = InsertionMode::in_table_body;
    return Step::again;
  }
  if (tag == Tag::table) {
    const auto index = elements_.any_in_scope(kTables, kTableScope);
    if (!index) return Step::done;
    close_through(*index, Closing::before_token);
    reset_insertion_mode();
    return Step::again;
  }
  if (kProcessedInHead.contains(tag)) return start_in_head(token);
  if (tag == Tag::input) {
    const std::optional<Attribute> type = token.find("type");
    if (type && equal_ignoring_ascii_case(type->value, "hidden")) {
      open_void(token);
      return Step::done;
    }
  }
  if (tag == Tag::form) {
    if (state_.form_open || has_template()) return Step::done;
    state_.form_open = true;
    open_void(token);
    return Step::done;
  }
  return start_in_body(token);
}

TreeConstruction::Step TreeConstruction::end_in_table(const TagToken& token) {
  const Tag tag = token.name.tag;
  if (tag == Tag::table) {
    const auto index = elements_.any_in_scope(kTables, kTableScope);
    if (!index) return Step::done;
    close_through(*index, Closing::by_its_end_tag);
    reset_insertion_mode();
    return Step::done;
  }
  if (kIgnoredEnds.contains(tag)) return Step::done;
  return end_in_body(token);
}

TreeConstruction::Step TreeConstruction::leave_caption() {
  const auto index = elements_.any_in_scope(kCaptions, kTableScope);
  if (!index) return Step::done;
  close_through(*index, Closing::before_token);
  formatting_.clear_to_marker();
  state_.mode = InsertionMode::in_table;
  return Step::again;
}

TreeConstruction::Step TreeConstruction::start_in_caption(const TagToken& token) {
  return kTableStructure.contains(token.name.tag) ? leave_caption() : start_in_body(token);
}

TreeConstruction::Step TreeConstruction::end_in_caption(const TagToken& token) {
  const Tag tag = token.name.tag;
  if (tag == Tag::caption) {
    const auto index = elements_.any_in_scope(kCaptions, kTableScope);
    if (!index) return Step::done;
    close_through(*index, Closing::by_its_end_tag);
    formatting_.clear_to_marker();
    state_.mode = InsertionMode::in_table;
    return Step::done;
  }
  if (tag == Tag::table) return leave_caption();
  return kIgnoredEnds.contains(tag) ? Step::done : end_in_body(token);
}

TreeConstruction::Step TreeConstruction::leave_column_group() {
  if (!elements_.current().is(Tag::colgroup)) return Step::done;
  close_current(Closing::before_token);
  state_.mode = InsertionMode::in_table;
  return Step::again;
}

TreeConstruction::Step TreeConstruction::start_in_column_group(const TagToken& token) {
  if (token.name.tag == Tag::html) return Step::done;
  if (token.name.tag == Tag::col) {
    open_void(token);
    return Step::done;
  }
  return token.name.tag == Tag::template_ ? start_in_head(token) : leave_column_group();
}

TreeConstruction::Step TreeConstruction::end_in_column_group(const TagToken& token) {
  if (token.name.tag == Tag::template_) {
    end_template();
    return Step::done;
  }
  if (token.name.tag == Tag::col) return Step::done;
  if (token.name.tag != Tag::colgroup) return leave_column_group();
  if (!elements_.current().is(Tag::colgroup)) return Step::done;
  close_current(Closing::by_its_end_tag);
  state_.mode = InsertionMode::in_table;
  return Step::done;
}

TreeConstruction::Step TreeConstruction::leave_table_body() {
  if (!elements_.any_in_scope(kTableSections, kTableScope)) return Step::done;
  clear_to(kTableBodyContext);
  close_current(Closing::before_token);
  state_.mode = InsertionMode::in_table;
  return Step::again;
}

TreeConstruction::Step TreeConstruction::start_in_table_body(const TagToken& token) {
  const Tag tag = token.name.tag;
  if (tag == Tag::tr) {
    clear_to(kTableBodyContext);
    open(token);
    state_.mode = InsertionMode::in_row;
    return Step::done;
  }
  if (kCells.contains(tag)) {
    clear_to(kTableBodyContext);
    open_implied(Tag::tr);
    state_.mode = InsertionMode::in_row;
    return Step::again;
  }
  return kNextToSections.contains(tag) ? leave_table_body() : start_in_table(token);
}

TreeConstruction::Step TreeConstruction::end_in_table_body(const TagToken& token) {
  const Tag tag = token.name.tag;
  if (kTableSections.contains(tag)) {
    if (!elements_.in_scope(token.name, kTableScope)) return Step::done;
    clear_to(kTableBodyContext);
    close_current(Closing::by_its_end_tag);
    state_.mode = InsertionMode::in_table;
    return Step::done;
  }
  if (tag == Tag::table) return leave_table_body();
  return kIgnoredEnds.contains(tag) ? Step::done : end_in_table(token);
}

TreeConstruction::Step TreeConstruction::leave_row() {
  if (!elements_.any_in_scope(kRows, kTableScope)) return Step::done;
  clear_to(kRowContext);
  close_current(Closing::before_token);
  state_.mode = InsertionMode::in_table_body;
  return Step::again;
}

TreeConstruction::Step TreeConstruction::start_in_row(const TagToken& token) {
  const Tag tag = token.name.tag;
  if (kCells.contains(tag)) {
    clear_to(kRowContext);
    open(token);
    formatting_.add_marker();
    state_.mode = InsertionMode::in_cell;
    return Step::done;
  }
  return kTableStructure.contains(tag) ? leave_row() : start_in_table(token);
}

TreeConstruction::Step TreeConstruction::end_in_row(const TagToken& token) {
  const Tag tag = token.name.tag;
  if (tag == Tag::tr) {
    if (!elements_.any_in_scope(kRows, kTableScope)) return Step::done;
    clear_to(kRowContext);
    close_current(Closing::by_its_end_tag);
    state_.mode = InsertionMode::in_table_body;
    return Step::done;
  }
  if (tag == Tag::table) return leave_row();
  if (kTableSections.contains(tag)) {
    return elements_.in_scope(token.name, kTableScope) ? leave_row() : Step::done;
  }
  return kIgnoredEnds.contains(tag) ? Step::done : end_in_table(token);
}

TreeConstruction::Step TreeConstruction::leave_cell() {
  const auto index = elements_.any_in_scope(kCells, kTableScope);
  if (!index) return Step::done;
  close_through(*index, Closing::before_token);
  formatting_.clear_to_marker();
  state_.mode = InsertionMode::in_row;
  return Step::again;
}

TreeConstruction::Step TreeConstruction::start_in_cell(const TagToken& token) {
  return kTableStructure.contains(token.name.tag) ? leave_cell() : start_in_body(token);
}

TreeConstruction::Step TreeConstruction::end_in_cell(const TagToken& token) {
  const Tag tag = token.name.tag;
  if (kCells.contains(tag)) {
    const auto index = elements_.in_scope(token.name, kTableScope);
    if (!index) return Step::done;
    close_through(*index, Closing::by_its_end_tag);
    formatting_.clear_to_marker();
    state_.mode = InsertionMode::in_row;
    return Step::done;
  }
  if (tag == Tag::table || tag == Tag::tr || kTableSections.contains(tag)) {
    return elements_.in_scope(token.name, kTableScope) ? leave_cell() : Step::done;
  }
  return kIgnoredEnds.contains(tag) ? Step::done : end_in_body(token);
}

}  // namespace caveat::html
