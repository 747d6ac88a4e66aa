// Which of its places each notice gets.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "html/output_buffer.h"
#include "html/program.h"
#include "html/rewriter.h"

namespace caveat::html {

/// A place of one insert that the page has turned out to have.
struct PlaceOffer {
  std::size_t insert = 0;
  std::size_t rank = 0;  ///< index into its places; their number: the end of the body
  std::uint64_t offset = 0;
  std::uint64_t source = 0;  ///< in bytes of the page
};

/// While it is `waiting`, offers are collected; then each insert gets the best that it was offered. After
/// `stop_waiting` every insert without a place takes the first offer that comes.
class NoticePlacement {
 public:
  NoticePlacement(const std::vector<InsertEdit>& inserts, std::uint64_t hold_bytes);

  /// Offers come in ascending order of offset. One past the bound ends the waiting first, so that the outcome
  /// does not depend on how the page was cut into chunks.
  void offer(const PlaceOffer& offer);
  /// What was offered from that offset on is not shown. False if a notice stands there that was taken.
  bool withdraw(std::uint64_t from);
  /// Whether an insert has, or would get, a place from that offset on.
  bool has_from(std::uint64_t offset) const;
  /// Output has come to `offset`.
  void reached(std::uint64_t offset);
  void stop_waiting() { waiting_ = false; }
  bool waiting() const { return waiting_; }
  bool all_placed() const { return unplaced_ == 0; }
  bool any_placed() const { return unplaced_ < inserts_.size(); }
  /// Whether that insert has been offered any place so far.
  bool has_offer(std::size_t insert) const { return states_[insert].best.has_value(); }

  /// The inserts that get their place now, by offset, then in their own order; each is given out once.
  std::vector<Insertion> take();
  /// Where each insert went; nullopt until it was taken.
  const std::optional<PlaceOffer>& placed(std::size_t insert) const { return states_[insert].placed; }

 private:
  struct State {
    std::optional<PlaceOffer> best;
    std::optional<PlaceOffer> placed;
  };

  const std::vector<InsertEdit>& inserts_;
  std::uint64_t hold_bytes_;
  std::vector<State> states_;
  std::size_t unsettled_;  ///< inserts that could still be offered a better place
  std::size_t unplaced_;   ///< inserts not taken yet
  bool waiting_;
};

}  // namespace caveat::html
