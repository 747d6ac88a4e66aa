// Tree construction followed without a tree (HTML standard, 13.2.6): which elements a browser has open.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "html/active_formatting.h"
#include "html/open_elements.h"
#include "html/skim_region.h"
#include "html/token.h"
#include "html/tree_observer.h"

namespace caveat::html {

/// Fed with the tokens of one page, or of a fragment of one. Scripting counts as enabled.
///
/// Kept simple where no element's extent depends on it: a formatting element that a browser would open again
/// is not, but what follows counts as hidden if that element is; foster parenting moves nothing.
class TreeConstruction {
 public:
  TreeConstruction(TreeObserver& observer, OpenElements& elements)
      : observer_(observer), elements_(elements) {}

  void doctype(std::string_view raw);
  /// What comes is no whole page but stands in the body of one.
  void begin_inside_body(bool quirks_mode);
  /// The mode in which the tokenizer goes on.
  TextMode start_tag(const TagToken& token);
  void end_tag(const TagToken& token);
  /// A piece of text that is not only white space. Pieces of white space need not be told.
  void text();
  /// The page is over: the implied elements of an empty page are opened, all are closed.
  void finish();

  bool in_foreign_content() const;
  bool in_quirks_mode() const { return quirks_; }
  /// Whether the next text could open or close an element.
  bool text_changes_structure() const {
    return mode_ < Mode::in_body || mode_ == Mode::in_column_group || mode_ == Mode::after_body;
  }
  /// Whether text, until the next tag, changes nothing here.
  bool ignores_text() const { return !frameset_ok_ && !text_changes_structure(); }
  /// Where this is, if what comes next can be read without it.
  std::optional<SkimRegion> skim_region() const;
  /// Whether this is a page of frames, which shows no body.
  bool in_frameset() const { return mode_ == Mode::in_frameset || mode_ == Mode::after_frameset; }
  /// What the next text would open again, and whether it would be hidden in that.
  const ActiveFormatting& formatting() const { return formatting_; }
  /// Whether an element is open whose content is no markup: a title, a script, a textarea.
  bool in_raw_text() const { return raw_text_open_; }

 private:
  // clang-format off
  enum class Mode : std::uint8_t {
    initial, before_html, before_head, in_head, after_head, in_body, in_table, in_caption, in_column_group,
    in_table_body, in_row, in_cell, in_template, after_body, in_frameset, after_frameset
  };
  // clang-format on
  /// Whether the token is done with, or goes to the mode that is current now.
  enum class Step : std::uint8_t { done, again };

  Step start(const TagToken& token);
  Step end(const TagToken& token);

  // insertion_modes_head.cc
  Step start_before_head(const TagToken& token);
  Step start_in_head(const TagToken& token);
  Step start_after_head(const TagToken& token);
  Step end_before_body(const TagToken& token);
  Step end_in_head(const TagToken& token);
  Step start_in_frameset(const TagToken& token);
  Step end_in_frameset(const TagToken& token);
  void attach_shadow(const TagToken& token);
  Step start_in_template(const TagToken& token);
  Step advance_to_body();
  void merge_attributes(const TagToken& token);
  void end_template();

  // insertion_modes_body.cc
  Step start_in_body(const TagToken& token);
  Step start_block(const TagToken& token);
  Step start_list_item(const TagToken& token, const TagSet& siblings);
  Step start_form_control(const TagToken& token);
  Step start_void(const TagToken& token);
  Step start_frameset_in_body(const TagToken& token);
  Step end_in_body(const TagToken& token);
  Step end_body(const TagToken& token);
  Step end_form();
  Step end_any_other(TagName name);
  Step end_element(std::optional<std::size_t> index);

  // insertion_modes_formatting.cc
  Step start_formatting(const TagToken& token);
  Step end_formatting(TagName name, Closing how);
  void close_formatting(std::size_t index, bool hides, Closing how);

  // insertion_modes_table.cc
  Step start_in_table(const TagToken& token);
  Step start_in_caption(const TagToken& token);
  Step start_in_column_group(const TagToken& token);
  Step start_in_table_body(const TagToken& token);
  Step start_in_row(const TagToken& token);
  Step start_in_cell(const TagToken& token);
  Step end_in_table(const TagToken& token);
  Step end_in_caption(const TagToken& token);
  Step end_in_column_group(const TagToken& token);
  Step end_in_table_body(const TagToken& token);
  Step end_in_row(const TagToken& token);
  Step end_in_cell(const TagToken& token);
  Step leave_caption();
  Step leave_column_group();
  Step leave_cell();
  Step leave_row();
  Step leave_table_body();
  void clear_to(const TagSet& context);

  // foreign_content.cc
  bool foreign_rules_for_start(const TagToken& token) const;
  Step start_in_foreign(const TagToken& token);
  Step end_in_foreign(const TagToken& token);
  void open_foreign(const TagToken& token, Namespace ns);

  void open(const TagToken& token, Namespace ns = Namespace::html, std::uint32_t formatting = 0);
  void open_void(const TagToken& token);
  void open_raw_text(const TagToken& token, TextMode mode);
  void open_implied(Tag tag);
  void push(OpenElement element, const TagToken* token);
  void close_current(Closing how);
  /// Closes all that is inside the element, then itself.
  void close_through(std::size_t index, Closing how);
  /// Closes one element from amid the stack; those inside it stay open.
  void close_amid(std::size_t index, Closing how);
  void close_p();
  void generate_implied_end_tags(Tag except = Tag::unknown, const TagSet& tags = kImpliedEndTags);
  void reset_insertion_mode();
  bool has_template() const { return !template_modes_.empty(); }

  TreeObserver& observer_;
  OpenElements& elements_;
  ActiveFormatting formatting_;
  Mode mode_ = Mode::initial;
  std::vector<Mode> template_modes_;
  TextMode next_text_mode_ = TextMode::data;
  bool raw_text_open_ = false;
  bool quirks_ = false;
  bool frameset_ok_ = true;
  bool form_open_ = false;  ///< the form element pointer is not null
  bool body_ended_ = false;
};

}  // namespace caveat::html
