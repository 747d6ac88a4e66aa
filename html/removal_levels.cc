#include "html/removal_levels.h"

#include <algorithm>
#include <utility>

namespace caveat::html {
namespace {

/// What is larger than this, edited inside, is no widget, whatever text it has.
constexpr std::uint64_t kMaxWidgetBytes = std::uint64_t{256} * 1024;

}  // namespace

void RemovalLevels::begin(std::size_t element, std::size_t max_text_bytes, std::vector<std::size_t> edits,
                          std::string closers) {
  suppressing_ = max_text_bytes == 0;
  if (suppressing_) {
    output_.put(closers);
  } else {
    output_.keep_back();
  }
  levels_.push_back({.element = element,
                     .max_text_bytes = max_text_bytes,
                     .begin = output_.offset(),
                     .edits = std::move(edits),
                     .closers = std::move(closers),
                     .deferred = deferred_.size()});
}

void RemovalLevels::begin_disabling(std::size_t element, std::size_t max_text_bytes,
                                    std::vector<std::size_t> edits, std::string reason) {
  output_.keep_back();
  Level level{.element = element,
              .max_text_bytes = max_text_bytes,
              .begin = output_.offset(),
              .edits = std::move(edits),
              .closers = {},
              .deferred = deferred_.size()};
  level.disables = true;
  if (!reason.empty()) {
    level.patches.push_back({.offset = level.begin, .replaces = 0, .bytes = std::move(reason)});
  }
  levels_.push_back(std::move(level));
}

bool RemovalLevels::may_disable() const {
  return std::ranges::any_of(levels_, &Level::disables);
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

bool RemovalLevels::decide() {
  Level& level = levels_.back();
  const bool small =
      level.text_bytes <= level.max_text_bytes && output_.offset() - level.begin <= kMaxWidgetBytes;
  if (!level.goes) level.goes = suppressing_ || small;
  return *level.goes;
}

std::vector<std::size_t> RemovalLevels::end() {
  const bool goes = decide();
  Level level = levels_.back();
  if (suppressing_) {
    suppressing_ = false;
    levels_.pop_back();
    return std::move(level.edits);
  }
  if (!goes) {
    keep_innermost();
    return {};
  }
  levels_.pop_back();
  if (level.disables) {
    output_.patch(level.begin, std::move(level.patches));
    add_text(level.text_bytes);
    return std::move(level.edits);
  }
  output_.cut(level.begin);
  for (Level& around : levels_) {
    std::erase_if(around.patches, [&level](const Patch& patch) { return patch.offset >= level.begin; });
  }
  output_.put(level.closers);
  deferred_.resize(level.deferred);
  return std::move(level.edits);
}

void RemovalLevels::keep_innermost() {
  const std::size_t text_bytes = levels_.back().text_bytes;
  levels_.pop_back();
  add_text(text_bytes);
}

void RemovalLevels::element_erased(std::size_t element) {
  for (Level& level : levels_) {
    if (level.element > element) --level.element;
  }
}

void RemovalLevels::add_text(std::size_t bytes) {
  if (levels_.empty() || suppressing_) return;
  levels_.back().text_bytes += bytes;
  if (levels_.back().text_bytes > levels_.back().max_text_bytes) keep_innermost();
}

void RemovalLevels::check_size() {
  while (!levels_.empty() && !suppressing_ && output_.offset() - levels_.back().begin > kMaxWidgetBytes) {
    keep_innermost();
  }
}

void RemovalLevels::withdraw(std::uint64_t from) {
  std::erase_if(deferred_, [from](const PlaceOffer& offer) { return offer.offset >= from; });
  for (Level& level : levels_) level.deferred = std::min(level.deferred, deferred_.size());
}

std::vector<PlaceOffer> RemovalLevels::take_deferred() {
  return std::exchange(deferred_, {});
}

}  // namespace caveat::html
