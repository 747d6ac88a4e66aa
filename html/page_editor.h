// One page, or a fragment of one, through a Program: tokens in, edits out.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "html/inert_elements.h"
#include "html/notice_placement.h"
#include "html/notice_stripper.h"
#include "html/open_tags.h"
#include "html/output_buffer.h"
#include "html/program.h"
#include "html/program_targets.h"
#include "html/removal_levels.h"
#include "html/rewriter.h"
#include "html/selector_matcher.h"
#include "html/tag_editor.h"
#include "html/tokenizer.h"
#include "html/tree_construction.h"

namespace caveat::html {

/// What Rewriter does, and the same for the inside of a noscript element, where no notice is put.
class PageEditor final : private TokenHandler, private TreeObserver {
 public:
  enum class Scope : std::uint8_t { page, noscript };

  PageEditor(const Program& program, const RewriterLimits& limits, Scope scope, RewriteReport& report,
             ByteSink& sink);

  void begin_inside_body() { tree_.begin_inside_body(false); }  ///< for a fragment, before it is written
  void write(std::string_view bytes);
  void finish();
  void release_hold();

  bool holding() const { return placement_.waiting(); }
  bool all_placed() const { return placement_.all_placed(); }
  const std::optional<Rewriter::Failure>& failure() const { return failure_; }

 private:
  /// A place inside or behind an open element.
  struct AwaitedPlace {
    std::size_t element;
    PlaceTarget place;
  };

  void text(std::string_view raw, TextMode mode) override;
  TextMode start_tag(const TagToken& token) override;
  void end_tag(const TagToken& token) override;
  void comment(std::string_view raw, bool last) override;
  void doctype(std::string_view raw) override;
  void no_token(std::string_view raw) override;
  void views_ending() override { output_.end_slices(); }
  bool allows_cdata() const override { return tree_.in_foreign_content(); }

  void opened(const TagToken* token) override;
  void closing(std::size_t index, Closing how) override;
  void hidden(std::size_t index) override;
  void body_ending() override;

  void page_text(std::string_view raw);
  void begin_token();
  void end_token(std::string_view raw);
  void match_opened(const TagToken* token);
  void begin_removal(const std::vector<std::size_t>& removes, std::string_view start_tag);
  void put_element_mark(const std::vector<std::size_t>& removes);
  bool end_removal();
  void edit_attributes(const TagToken& token, const std::vector<std::size_t>& edits);
  void disable(const std::vector<std::size_t>& disables, const TagToken& token, bool may_go);
  void begin_disabling(const std::vector<std::size_t>& disables, const TagToken& token, bool may_go);
  std::string untold_reasons(const std::vector<std::size_t>& disables) const;
  void tell_reasons(const std::vector<std::size_t>& disables, std::size_t element);
  void tell_reasons() { tell_reasons(removals_.innermost_edits(), removals_.innermost_element()); }
  bool disables_for_certain(const std::vector<std::size_t>& disables) const;
  void end_disabling(std::size_t index);
  void keep_disabled_from_here();
  bool in_disabled() const { return inert_.inside() || removals_.may_disable(); }
  void edit_noscript();
  void await_or_offer(const PlaceTarget& place, const TagToken* token);
  void offer(const PlaceTarget& place);
  void offer_places_of_closing(std::size_t index, Closing how);
  bool all_offered() const;
  bool ends_in_open_text() const;
  void close_open_text();
  void offer_end_of_body();
  bool reveal_end_of_body();
  bool close_reopened();
  void close_current_by_end_tag();
  void put_end_tag(std::string_view name);
  void settle();
  void emit(std::string_view raw);
  /// Whether the bytes of a token that changes nothing have only to be passed on.
  bool quiet() const {
    return removals_.empty() && !stripper_.inside() && !in_noscript_ && !output_.keeping_back() &&
           placement_.all_placed();
  }
  bool in_sight() const;
  bool shows(std::size_t element) const {
    return element > 0 && !elements_[element].conceals && !tree_.formatting().reopens_hidden();
  }

  const Program& program_;
  RewriterLimits limits_;
  Scope scope_;
  RewriteReport& report_;
  OutputBuffer output_;
  OpenElements elements_;
  TreeConstruction tree_;
  SelectorMatcher matcher_;
  Tokenizer tokenizer_;
  NoticePlacement placement_;
  NoticeStripper stripper_;
  RemovalLevels removals_;
  InertElements inert_;
  OpenTags open_tags_;
  std::vector<AwaitedPlace> awaited_;  ///< "end of" and "after" places of open elements
  std::optional<Rewriter::Failure> failure_;
  std::uint64_t read_ = 0;       ///< bytes of the page, the current token's included
  bool removal_marked_ = false;  ///< something stands for what is being taken out
  bool in_noscript_ = false;
  std::string noscript_;    ///< its content so far
  bool plaintext_ = false;  ///< all that follows is text, whatever is put in
  bool body_ended_ = false;
  bool finishing_ = false;
  std::string_view open_markup_end_;  ///< ends the comment or doctype that the page ends in
  bool in_cdata_section_ = false;
  bool text_left_open_ = false;  ///< the page ends in a title or a comment that is not closed for a notice
  std::string cut_off_;          ///< the tag that the end of the page cuts off

  // Of the current token.
  bool in_sight_before_ = true;               ///< whether text put before it would be shown
  std::optional<std::string> edited_;         ///< the start tag with its attributes changed
  AttributeChanges attribute_changes_;        ///< what has changed them
  std::optional<std::string> inert_content_;  ///< the start tag, if one around it will be disabled
  std::optional<std::string> inert_root_;     ///< the start tag, if its own element will be
  std::string reason_in_level_;               ///< to be put right behind that
  std::string reason_inside_;                 ///< to be put right behind it
  /// Its bytes stand in a hidden element, which it closes; not counting the head, which ends at any text.
  bool leaves_hidden_body_part_ = false;
  std::vector<PlaceTarget> places_after_;  ///< places right behind it that a browser shows
  std::string closers_;                    ///< end tags of what its start tag closed by implication
  bool removal_ends_after_ = false;        ///< the innermost removal ends with it
  std::string reopened_;                   ///< start tags of what is still open when the removal has ended
};

}  // namespace caveat::html
