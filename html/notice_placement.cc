#include "html/notice_placement.h"

#include <algorithm>

namespace caveat::html {

NoticePlacement::NoticePlacement(const std::vector<InsertEdit>& inserts, std::uint64_t hold_bytes)
    : inserts_(inserts),
      hold_bytes_(hold_bytes),
      states_(inserts.size()),
      unsettled_(inserts.size()),
      unplaced_(inserts.size()),
      waiting_(!inserts.empty()) {}

void NoticePlacement::offer(const PlaceOffer& offer) {
  reached(offer.offset);
  State& state = states_[offer.insert];
  if (state.placed || (state.best && (!waiting_ || state.best->rank <= offer.rank))) return;
  state.best = offer;
  if (offer.rank == 0 && --unsettled_ == 0) waiting_ = false;
}

bool NoticePlacement::withdraw(std::uint64_t from) {
  for (State& state : states_) {
    if (state.placed && state.placed->offset >= from) return false;
    if (state.placed || !state.best || state.best->offset < from) continue;
    if (state.best->rank == 0) ++unsettled_;
    state.best.reset();
  }
  return true;
}

bool NoticePlacement::has_from(std::uint64_t offset) const {
  return std::ranges::any_of(states_, [offset](const State& state) {
    const auto& place = state.placed ? state.placed : state.best;
    return place && place->offset >= offset;
  });
}

void NoticePlacement::reached(std::uint64_t offset) {
  if (offset > hold_bytes_) waiting_ = false;
}

std::vector<Insertion> NoticePlacement::take() {
  std::vector<Insertion> taken;
  if (waiting_) return taken;
  for (std::size_t i = 0; i < states_.size(); ++i) {
    State& state = states_[i];
    if (state.placed || !state.best) continue;
    state.placed = state.best;
    --unplaced_;
    taken.push_back({.offset = state.best->offset, .bytes = inserts_[i].html});
  }
  std::ranges::stable_sort(taken, {}, &Insertion::offset);
  return taken;
}

}  // namespace caveat::html
