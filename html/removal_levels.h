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

namespace caveat::html {

/// An element that is taken out for certain is left out of the output as it goes by. One that is a widget
/// only if it has little text is put out as usual, but kept back, and at its end cut off again, or patched to
/// be inert, if it was one.
class RemovalLevels {
 public:
  explicit RemovalLevels(OutputBuffer& output) : output_(output) {}

  bool empty() const { return levels_.empty(); }
  /// Whether the output leaves out what comes.
  bool suppressing() const { return suppressing_; }
  /// Whether what comes may yet be cut off.
  bool undecided() const { return levels_.size() > (suppressing_ ? 1U : 0U); }
  bool ends_with(std::size_t element) const { return !levels_.empty() && levels_.back().element == element; }

  /// The element at `element` of the stack is taken out: for certain if `max_text_bytes` is 0. `closers` are
  /// end tags of what its start tag closed, which have to stand if it goes. `edits` ask for the removal.
  void begin(std::size_t element, std::size_t max_text_bytes, std::vector<std::size_t> edits,
             std::string closers);
  /// `source` tells where the innermost level's element stands in the page.
  void remember(ListedRemoval source) { levels_.back().source = std::move(source); }
  /// What was remembered of the innermost level.
  std::optional<ListedRemoval> remembered() const { return levels_.back().source; }
  /// The element at `element` is disabled if it has little text, with `reason` before it.
  void begin_disabling(std::size_t element, std::size_t max_text_bytes, std::vector<std::size_t> edits,
                       std::string reason);
  /// Whether what comes may yet be disabled.
  bool may_disable() const;
  /// Whether the innermost level is about disabling.
  bool innermost_disables() const { return !levels_.empty() && levels_.back().disables; }
  std::size_t innermost_element() const { return levels_.back().element; }
  const std::vector<std::size_t>& innermost_edits() const { return levels_.back().edits; }
  /// The innermost level's element is disabled: no notice stands inside, nor is one offered there.
  void forget_offers_inside() { deferred_.resize(std::min(deferred_.size(), levels_.back().deferred)); }
  /// `length` bytes at the end of the output are a start tag, which is to become `content` wherever it is
  /// disabled; `root`, with `reason_inside` behind it, in the innermost level if that began with it. nullopt:
  /// it stays.
  void tag_went_out(std::uint64_t length, const std::optional<std::string>& content,
                    const std::optional<std::string>& root, std::string_view reason_inside);

  /// The innermost level's element ends with the current token. Whether it is taken out.
  bool decide();
  /// The innermost level is over; decides it if that has not been done. The edits that took it out, or
  /// disabled it; none if it stays.
  std::vector<std::size_t> end();
  /// An element of the stack went from under the innermost levels.
  void element_erased(std::size_t element);

  /// Text that a reader sees went out.
  void add_text(std::size_t bytes);
  /// After each token: gives up on what has grown too large to be a widget.
  void check_size();

  /// An offer made inside an undecided level waits for its decision.
  void defer(const PlaceOffer& offer) { deferred_.push_back(offer); }
  bool has_deferred() const { return !deferred_.empty(); }
  /// Once nothing is undecided: the offers that stand, in order.
  std::vector<PlaceOffer> take_deferred();
  /// Offers from that offset on are none.
  void withdraw(std::uint64_t from);

 private:
  struct Level {
    std::size_t element;
    std::size_t max_text_bytes;
    std::uint64_t begin;  ///< output's offset before its start tag
    std::vector<std::size_t> edits;
    std::string closers;
    std::size_t deferred;  ///< offers older than this level
    std::size_t text_bytes = 0;
    std::optional<bool> goes = std::nullopt;  ///< once it is decided
    std::optional<ListedRemoval> source = std::nullopt;
    bool disables = false;
    std::vector<Patch> patches = {};
  };

  /// The innermost level turned out to be no widget.
  void keep_innermost();

  OutputBuffer& output_;
  std::vector<Level> levels_;  ///< all undecided, but for the last one while suppressing
  std::vector<PlaceOffer> deferred_;
  bool suppressing_ = false;
};

}  // namespace caveat::html
