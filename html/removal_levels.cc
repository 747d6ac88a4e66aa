#include "html/removal_levels.h"

#include <algorithm>
#include <utility>

namespace caveat::html {
namespace {

/// What is larger than this, edited inside, is no widget, whatever text it has.
constexpr std::uint64_t kMaxWidgetBytes = std::uint64_t{256} * 1024;
/// Nor are these many, each inside the one before, if elements around all of them have been closed.
constexpr std::size_t kMaxSnapshots = 4;

}  // namespace

std::optional<std::size_t> RemovalLevels::level_of(std::size_t element) const {
  for (std::size_t i = levels_.size(); i-- > first_concerned();) {
    if (levels_[i].element == element) return i;
  }
  return std::nullopt;
}

void RemovalLevels::keep_inside(std::size_t element) {
  for (std::size_t i = suppressing_ ? 0 : levels_.size(); i-- > 0;) {
    if (i < levels_.size() && levels_[i].element > element && !levels_[i].disables) keep(i);
  }
}

void RemovalLevels::bound_snapshots() {
  const auto has_one = [](const Level& level) { return level.resume.around != nullptr; };
  if (std::ranges::count_if(levels_, has_one) < static_cast<std::ptrdiff_t>(kMaxSnapshots)) return;
  // All of them, and what is between: were some taken out, the others would not be so many a second time.
  const auto outermost = std::ranges::find_if(levels_, has_one) - levels_.begin();
  for (std::size_t i = levels_.size(); i-- > static_cast<std::size_t>(outermost);) {
    if (i < levels_.size() && !levels_[i].disables) keep(i);
  }
}

void RemovalLevels::forget_snapshots_since(const Level& level) {
  for (Level& around : levels_) {
    const auto& snapshot = around.resume.around;
    if (snapshot && snapshot->innermost >= level.number) around.resume.around.reset();
  }
}

void RemovalLevels::begin(Level level, const std::vector<Offer>& offers) {
  level.begin = output_.offset();
  level.number = ++numbers_;
  level.patches_before = output_.patches();
  suppressing_ = level.max_text_bytes == 0;
  if (suppressing_) {
    output_.put(level.closers);
  } else {
    output_.keep_back();
    deferred_.insert(deferred_.end(), offers.begin(), offers.end());
  }
  level.deferred = deferred_.size();
  levels_.push_back(std::move(level));
}

void RemovalLevels::begin_disabling(std::size_t element, std::size_t max_text_bytes,
                                    std::vector<std::size_t> edits, std::string reason) {
  output_.keep_back();
  Level level{.element = element,
              .max_text_bytes = max_text_bytes,
              .begin = output_.offset(),
              .edits = std::move(edits),
              .closers = {},
              .deferred = deferred_.size(),
              .number = ++numbers_};
  level.disables = true;
  if (!reason.empty()) {
    level.patches.push_back({.offset = level.begin, .replaces = 0, .bytes = std::move(reason)});
  }
  levels_.push_back(std::move(level));
}

bool RemovalLevels::may_disable() const {
  return std::ranges::any_of(levels_, &Level::disables);
}

bool RemovalLevels::may_disable(std::size_t element) const {
  return std::ranges::any_of(
      levels_, [element](const Level& level) { return level.disables && level.element < element; });
}

void RemovalLevels::note_disabled(Tag tag, std::uint32_t formatting) {
  for (Level& level : levels_) {
    if (level.disables) level.disabled_inside.emplace_back(tag, formatting);
  }
}

void RemovalLevels::tag_went_out(std::uint64_t length, const std::optional<std::string>& content,
                                 const std::optional<std::string>& root, std::string_view reason_inside) {
  for (Level& level : levels_) {
    if (!level.disables) continue;
    const bool own = root && &level == &levels_.back();
    const auto& becomes = own ? root : content;
    if (becomes) {
      level.patches.push_back({.offset = output_.offset() - length, .replaces = length, .bytes = *becomes});
    }
    if (own && !reason_inside.empty()) {
      level.patches.push_back(
          {.offset = output_.offset(), .replaces = 0, .bytes = std::string(reason_inside)});
    }
  }
}

bool RemovalLevels::decide(std::size_t index) {
  Level& level = levels_[index];
  const bool small =
      level.text_bytes <= level.max_text_bytes && output_.offset() - level.begin <= kMaxWidgetBytes;
  if (!level.goes) level.goes = level.max_text_bytes == 0 || small;
  return *level.goes;
}

std::optional<RemovalLevels::Level> RemovalLevels::end(std::size_t index) {
  if (!decide(index)) {
    keep(index);
    return std::nullopt;
  }
  Level level = std::move(levels_[index]);
  if (level.disables) {
    // What is still open inside is disabled with it.
    const auto inside = levels_.begin() + static_cast<std::ptrdiff_t>(index);
    levels_.erase(std::remove_if(inside + 1, levels_.end(), [](const Level& l) { return l.disables; }),
                  levels_.end());
    levels_.erase(levels_.begin() + static_cast<std::ptrdiff_t>(index));
    output_.patch(level.begin, std::exchange(level.patches, {}));
    if (index > 0) add_text_to(index - 1, level.text_bytes);
    return level;
  }
  levels_.erase(levels_.begin() + static_cast<std::ptrdiff_t>(index), levels_.end());
  suppressing_ = false;
  if (level.max_text_bytes != 0) cut(level);
  return level;
}

void RemovalLevels::cut(const Level& level) {
  output_.cut(level.begin, level.patches_before);
  for (Level& around : levels_) {
    std::erase_if(around.patches, [&level](const Patch& patch) { return patch.is_behind(level.begin); });
  }
  output_.put(level.closers);
  deferred_.resize(std::min(deferred_.size(), level.deferred));
  settle_offers(level, true);
}

void RemovalLevels::settle_offers(const Level& level, bool taken_out) {
  const std::size_t none = std::erase_if(deferred_, [&](const Offer& offer) {
    return offer.place.offset == level.begin && !(taken_out ? offer.if_taken_out : offer.if_it_stays);
  });
  for (Offer& offer : deferred_) {
    if (offer.place.offset != level.begin) continue;
    const std::size_t shift = taken_out ? offer.shift : 0;
    offer = {.place = offer.place};
    offer.place.offset += shift;
  }
  for (Level& other : levels_) {
    if (other.begin > level.begin) other.deferred -= std::min(other.deferred, none);
  }
}

void RemovalLevels::keep(std::size_t index) {
  const Level level = std::move(levels_[index]);
  levels_.erase(levels_.begin() + static_cast<std::ptrdiff_t>(index));
  settle_offers(level, false);
  if (index > 0) add_text_to(index - 1, level.text_bytes);
}

void RemovalLevels::element_erased(std::size_t element) {
  for (Level& level : levels_) {
    if (level.element > element) --level.element;
  }
}

void RemovalLevels::add_text(std::size_t bytes) {
  if (!levels_.empty() && !suppressing_) add_text_to(levels_.size() - 1, bytes);
}

void RemovalLevels::add_text_to(std::size_t index, std::size_t bytes) {
  Level& level = levels_[index];
  level.text_bytes += bytes;
  // Who has decided goes on with it.
  if (!level.goes && level.text_bytes > level.max_text_bytes) keep(index);
}

void RemovalLevels::check_size() {
  while (!levels_.empty() && !suppressing_ && output_.offset() - levels_.back().begin > kMaxWidgetBytes) {
    keep(levels_.size() - 1);
  }
}

void RemovalLevels::withdraw(std::uint64_t from) {
  std::erase_if(deferred_, [from](const Offer& offer) { return offer.place.offset >= from; });
  for (Level& level : levels_) level.deferred = std::min(level.deferred, deferred_.size());
}

std::vector<PlaceOffer> RemovalLevels::take_deferred() {
  std::vector<PlaceOffer> offers;
  for (const Offer& offer : std::exchange(deferred_, {})) offers.push_back(offer.place);
  return offers;
}

}  // namespace caveat::html
