// The elements that are being taken out, or perhaps disabled, at this point of the page, outermost first.
#pragma once

#include <algorithm>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "html/notice_placement.h"
#include "html/output_buffer.h"
#include "html/resume_point.h"

namespace caveat::html {

/// An element that is taken out for certain is left out of the output as it goes by. One that is a widget
/// only if it has little text is put out as usual, but kept back, and at its end cut off again, or patched to
/// be inert, if it was one.
class RemovalLevels {
 public:
  struct Level {
    std::size_t element;
    std::size_t max_text_bytes;  ///< 0: it goes for certain
    std::uint64_t begin;         ///< output's offset before its start tag
    std::vector<std::size_t> edits;
    std::string closers;       ///< end tags of what its start tag closed, which have to stand if it goes
    std::size_t deferred;      ///< offers older than this level
    std::uint32_t number = 0;  ///< ascending
    std::size_t text_bytes = 0;
    std::optional<bool> goes = std::nullopt;  ///< once it is decided
    std::optional<ListedRemoval> source = std::nullopt;
    bool disables = false;
    bool marked = false;             ///< something stands for what is being taken out
    std::size_t patches_before = 0;  ///< of the output
    std::vector<Patch> patches = {};
    std::vector<std::pair<Tag, std::uint32_t>> disabled_inside = {};  ///< formatting elements
    ResumePoint resume = {};                                          ///< of one that is not about disabling
  };
  /// An offer of a place. Before the level that begins next it moves by `shift` if that is taken out, and may
  /// be one only in one of both cases.
  struct Offer {
    PlaceOffer place;
    std::size_t shift = 0;
    bool if_taken_out = true;
    bool if_it_stays = true;
  };

  explicit RemovalLevels(OutputBuffer& output) : output_(output) {}

  bool empty() const { return levels_.empty(); }
  std::size_t size() const { return levels_.size(); }
  const Level& operator[](std::size_t level) const { return levels_[level]; }
  Level& operator[](std::size_t level) { return levels_[level]; }
  Level& innermost() { return levels_.back(); }
  /// What is taken out for certain does nothing to what is around it: levels from this one on are concerned.
  std::size_t first_concerned() const { return suppressing_ ? levels_.size() - 1 : 0; }
  /// The level, if it is concerned, of the element at `element` of the stack.
  std::optional<std::size_t> level_of(std::size_t element) const;
  /// Whether the output leaves out what comes.
  bool suppressing() const { return suppressing_; }
  /// Whether what comes may yet be cut off.
  bool undecided() const { return levels_.size() > (suppressing_ ? 1U : 0U); }
  /// Whether what comes, or what is inside the element at `element`, may yet be disabled with one around it.
  bool may_disable() const;
  bool may_disable(std::size_t element) const;
  /// A formatting element has been disabled, which is not what hides it if one around it comes to be, too.
  void note_disabled(Tag tag, std::uint32_t formatting);

  /// The element is taken out: for certain if `max_text_bytes` is 0. `edits` ask for the removal. `offers`
  /// are of places before it that its going moves.
  void begin(Level level, const std::vector<Offer>& offers);
  /// The element is disabled if it has little text, with `reason` before it.
  void begin_disabling(std::size_t element, std::size_t max_text_bytes, std::vector<std::size_t> edits,
                       std::string reason);
  /// The level's element is disabled: no notice stands inside, nor is one offered there.
  void forget_offers_inside(std::size_t level) {
    deferred_.resize(std::min(deferred_.size(), levels_[level].deferred));
  }
  /// `length` bytes at the end of the output are a start tag, which is to become `content` wherever it is
  /// disabled; `root`, with `reason_inside` behind it, in the innermost level if that began with it. nullopt:
  /// it stays.
  void tag_went_out(std::uint64_t length, const std::optional<std::string>& content,
                    const std::optional<std::string>& root, std::string_view reason_inside);

  /// The level's element ends with the current token. Whether it is taken out, or disabled.
  bool decide(std::size_t level);
  /// The level is over, with those inside it if it is taken out; decides it if that has not been done.
  /// nullopt if the element stays.
  std::optional<Level> end(std::size_t level);
  /// An element of the stack went from under the innermost levels.
  void element_erased(std::size_t element);

  /// Text that a reader sees went out.
  void add_text(std::size_t bytes);
  /// Gives up on those of elements inside the one at `element`, if none goes for certain.
  void keep_inside(std::size_t element);
  /// Gives up on those that remember what was around them, if they are many.
  void bound_snapshots();
  /// What was around the level is again as it was: others around it that have seen that change since have
  /// not.
  void forget_snapshots_since(const Level& level);
  /// After each token: gives up on what has grown too large to be a widget.
  void check_size();

  /// An offer made inside an undecided level waits for its decision.
  void defer(const PlaceOffer& offer) { deferred_.push_back({.place = offer}); }
  bool has_deferred() const { return !deferred_.empty(); }
  bool has_deferred_from(std::uint64_t offset) const {
    return std::ranges::any_of(deferred_, [=](const Offer& offer) { return offer.place.offset >= offset; });
  }
  /// Once nothing is undecided: the offers that stand, in order.
  std::vector<PlaceOffer> take_deferred();
  /// Offers from that offset on are none.
  void withdraw(std::uint64_t from);

 private:
  /// The level turned out to be no widget.
  void keep(std::size_t level);
  void add_text_to(std::size_t level, std::size_t bytes);
  void cut(const Level& level);
  /// The offers before the level are settled.
  void settle_offers(const Level& level, bool taken_out);

  OutputBuffer& output_;
  std::vector<Level> levels_;  ///< all undecided, but for the last one while suppressing
  std::vector<Offer> deferred_;
  std::uint32_t numbers_ = 0;
  bool suppressing_ = false;
};

}  // namespace caveat::html
