// Tree construction followed without a tree (HTML standard, 13.2.6): which elements a browser has open.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>

#include "html/active_formatting.h"
#include "html/open_elements.h"
#include "html/skim_region.h"
#include "html/token.h"
#include "html/tree_observer.h"
#include "html/tree_state.h"

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
  void raw_text_begins();                               ///< a CDATA section, or an element of raw text
  void notice_put_in() { state_.frameset_ok = false; }  ///< somewhere before this

  bool in_foreign_content() const;
  bool in_quirks_mode() const { return state_.quirks; }
  /// Whether the next text could open or close an element.
  bool text_changes_structure() const { return state_.text_changes_structure(); }
  /// Whether text, until the next tag, changes nothing here.
  bool ignores_text() const { return !state_.frameset_ok && !text_changes_structure(); }
  /// Where this is, if what comes next can be read without it.
  std::optional<SkimRegion> skim_region() const;
  std::size_t implied_around_current() const { return before_.implied; }  ///< elements, by its start tag
  /// As if the start tag at hand, which has just opened the innermost element, had only closed what it did.
  TreePoint point_before_current();
  /// Goes back there; what was open then is open again already.
  void go_back(const TreePoint& point);
  /// What the next text would open again, and whether it would be hidden in that.
  ActiveFormatting& formatting() { return formatting_; }
  /// Whether text may be hidden whatever is open: in a formatting element that it would open again, in what a
  /// notice has kept open, or since browsers from before 2025 read the page otherwise.
  bool hides_text() const { return formatting_.reopens_hidden() || state_.in_doubt(); }
  /// The same behind end tags for what the start tag at hand has closed, `ended` among it.
  bool hides_text_behind(const EndedFormatting& ended) const;
  const TreeState& state() const { return state_; }

 private:
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
  void open_template(const TagToken& token);
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
  void close_formatting(std::size_t index, Closing how);

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
  bool close_current(Closing how);  ///< whether it hid what was in it
  /// Closes all that is inside the element, then itself.
  void close_through(std::size_t index, Closing how);
  /// Closes one element from amid the stack; those inside it stay open.
  bool close_amid(std::size_t index, Closing how);
  void close_p();
  void generate_implied_end_tags(Tag except = Tag::unknown, const TagSet& tags = kImpliedEndTags);
  void reset_insertion_mode();
  void note_ignored_in_select(Tag tag);
  bool has_template() const { return !state_.template_modes.empty(); }

  TreeObserver& observer_;
  OpenElements& elements_;
  ActiveFormatting formatting_;
  TreeState state_;
  BeforeStartTag before_;
  TextMode next_text_mode_ = TextMode::data;
};

}  // namespace caveat::html
