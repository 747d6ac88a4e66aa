// One page, or a fragment of one, through a Program: tokens in, edits out.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "html/current_token.h"
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
#include "html/skimmer.h"
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

  void begin_inside_body();  ///< for a fragment, before it is written
  void write(std::string_view bytes);
  void finish();
  void release_hold();
  bool holding() const { return placement_.waiting(); }
  bool all_placed() const { return placement_.all_placed(); }
  const std::optional<Rewriter::Failure>& failure() const { return failure_; }

 private:
  void text(std::string_view raw, TextMode mode) override;
  TextMode start_tag(const TagToken& token) override;
  void end_tag(const TagToken& token) override;
  void comment(std::string_view raw, bool last) override;
  void doctype(std::string_view raw) override;
  void no_token(std::string_view raw) override;
  void views_ending() override;
  bool allows_cdata() const override;
  bool skims() const override { return skimmer_.active(); }
  Skimmed skim(std::string_view bytes) override;

  void opened(const TagToken* token) override;
  void closing(std::size_t index, Closing how) override;
  void hidden(std::size_t index) override;
  bool holds_notice_from(std::uint64_t content) const override;
  void body_ending() override;

  bool skim_text(std::string_view raw, bool markup);
  bool can_skim() const;
  void skim_from_here();
  void catch_up();
  void forget_closing(std::size_t index);
  void forget_element(std::size_t index);
  bool begins_markup_of_ours(std::string_view raw, TextMode mode);
  void page_text(std::string_view raw);
  void begin_token();
  bool repeats();
  void end_token(std::string_view raw);
  void match_opened(const TagToken* token);
  void begin_removal(const std::vector<std::size_t>& removes, std::string_view start_tag);
  std::vector<RemovalLevels::Offer> offers_before(bool removed_for_certain, std::string& closers);
  bool put_element_mark(const std::vector<std::size_t>& removes);
  bool skips_closing(std::size_t index);
  void note_missing_end_tag(std::size_t index);
  void keep_around_inside(std::size_t index);
  void keep_around(std::size_t level, std::size_t open);
  void end_level(std::size_t level, std::size_t index, Closing how);
  bool end_removal();
  void resume(RemovalLevels::Level& level);
  void start_again(const OpenTags::Source& source);
  void edit_attributes(const TagToken& token, const std::vector<std::size_t>& edits);
  void disable(const std::vector<std::size_t>& disables, const TagToken& token, bool may_go);
  void begin_disabling(const std::vector<std::size_t>& disables, const TagToken& token, bool may_go);
  std::string untold_reasons(const std::vector<std::size_t>& disables) const;
  void tell_reasons(const std::vector<std::size_t>& disables, std::uint32_t level);
  bool disables_for_certain(const std::vector<std::size_t>& disables) const;
  void end_disabling(std::size_t level);
  void conceal_disabled(std::size_t element);
  void keep_disabled_from_here();
  bool in_disabled() const { return inert_.inside() || removals_.may_disable(); }
  bool edits_noscript(Tag tag) const;
  void edit_noscript();
  void await_or_offer(const PlaceTarget& place, const TagToken* token);
  void offer(const PlaceTarget& place);
  void offer_before_token();
  void offer_places_of_closing(std::size_t index, Closing how, Position position);
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
  bool end_tag_leads_out(std::size_t index) const;
  bool shows(std::size_t element, const EndedFormatting* ended = nullptr) const;

  const Program& program_;
  RewriterLimits limits_;
  Scope scope_;
  RewriteReport& report_;
  OutputBuffer output_;
  OpenElements elements_;
  TreeConstruction tree_;
  SelectorMatcher matcher_;
  Skimmer skimmer_;
  Tokenizer tokenizer_;
  NoticePlacement placement_;
  NoticeStripper stripper_;
  RemovalLevels removals_;
  InertElements inert_;
  OpenTags open_tags_;
  std::vector<AwaitedPlace> awaited_;  ///< "end of" and "after" places of open elements
  std::optional<Rewriter::Failure> failure_;
  std::uint64_t read_ = 0;  ///< bytes of the page, the current token's included
  bool in_noscript_ = false;
  std::string noscript_;    ///< its content so far
  bool plaintext_ = false;  ///< all that follows is text, whatever is put in
  bool body_ended_ = false;
  bool finishing_ = false;
  bool catching_up_ = false;
  std::span<const std::uint32_t> begun_matches_;  ///< of the start tag that is followed late
  CurrentToken token_;
  PageEnd page_end_;
};

}  // namespace caveat::html
