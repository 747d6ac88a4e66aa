#include "html/active_formatting.h"

#include <algorithm>
#include <iterator>

namespace caveat::html {
namespace {

/// More are not kept; whatever comes then may stand in a hidden element.
constexpr std::size_t kMaxEntries = 16'384;

}  // namespace

std::size_t ActiveFormatting::index_of(Tag tag) {
  return static_cast<std::size_t>(std::find(kTags.begin(), kTags.end(), tag) - kTags.begin());
}

std::uint32_t ActiveFormatting::add(Tag tag, bool hides) {
  if (size_ >= kMaxEntries) overfull_ = true;
  if (overfull_) return 0;
  ++size_;
  entries_[index_of(tag)].push_back(
      {.number = ++numbers_, .markers = markers_, .hides = hides, .open = true});
  return numbers_;
}

void ActiveFormatting::add_marker() {
  ++markers_;
}

void ActiveFormatting::clear_to_marker() {
  for (auto& entries : entries_) {
    while (!entries.empty() && entries.back().markers == markers_) pop(entries);
  }
  if (markers_ > 0) --markers_;
}

const ActiveFormatting::Entry* ActiveFormatting::last(Tag tag) const {
  const auto& entries = entries_[index_of(tag)];
  return entries.empty() || entries.back().markers != markers_ ? nullptr : &entries.back();
}

void ActiveFormatting::remove_last(Tag tag) {
  pop(entries_[index_of(tag)]);
}

void ActiveFormatting::remove(Tag tag, std::uint32_t number) {
  auto& entries = entries_[index_of(tag)];
  const auto entry = std::ranges::lower_bound(entries, number, {}, &Entry::number);
  if (entry != entries.end() && entry->number == number) erase(entries, entry);
}

void ActiveFormatting::put_back(Tag tag, const Entry& entry) {
  auto& entries = entries_[index_of(tag)];
  entries.insert(std::ranges::lower_bound(entries, entry.number, {}, &Entry::number), entry);
  ++size_;
  if (entry.hides && !entry.open) ++reopened_hidden_;
  const auto removal = std::find_if(undos_.rbegin(), undos_.rend(), [&entry](const Undo& undo) {
    return undo.removed && undo.before.number == entry.number;
  });
  if (removal != undos_.rend()) undos_.erase(std::next(removal).base());
}

void ActiveFormatting::erase(std::vector<Entry>& entries, std::vector<Entry>::iterator entry) {
  note(entries, *entry, true);
  if (entry->hides && !entry->open) --reopened_hidden_;
  entries.erase(entry);
  --size_;
}

void ActiveFormatting::note(const std::vector<Entry>& entries, const Entry& entry, bool removed) {
  if (entry.number > marked_numbers_) return;
  undos_.push_back(
      {.name = static_cast<std::size_t>(&entries - entries_.data()), .before = entry, .removed = removed});
}

ActiveFormatting::Mark ActiveFormatting::mark() {
  marked_numbers_ = numbers_;
  return {.numbers = numbers_, .markers = markers_, .overfull = overfull_, .undos = undos_.size()};
}

void ActiveFormatting::go_back(const Mark& mark) {
  marked_numbers_ = 0;
  for (auto& entries : entries_) {
    while (!entries.empty() && entries.back().number > mark.numbers) pop(entries);
  }
  for (; undos_.size() > mark.undos; undos_.pop_back()) {
    const Undo& undo = undos_.back();
    if (undo.before.number > mark.numbers) continue;
    auto& entries = entries_[undo.name];
    const auto at = std::ranges::lower_bound(entries, undo.before.number, {}, &Entry::number);
    if (undo.removed) {
      if (undo.before.hides && !undo.before.open) ++reopened_hidden_;
      entries.insert(at, undo.before);
      ++size_;
    } else {
      if (undo.before.hides) --reopened_hidden_;
      at->open = true;
    }
  }
  markers_ = mark.markers;
  overfull_ = mark.overfull;
  marked_numbers_ = mark.numbers;
}

void ActiveFormatting::closed(Tag tag, std::uint32_t number) {
  auto& entries = entries_[index_of(tag)];
  const auto entry = std::ranges::lower_bound(entries, number, {}, &Entry::number);
  if (entry == entries.end() || entry->number != number || !entry->open) return;
  note(entries, *entry, false);
  entry->open = false;
  if (entry->hides) ++reopened_hidden_;
}

bool ActiveFormatting::set_hides(Tag tag, std::uint32_t number, bool hides) {
  auto& entries = entries_[index_of(tag)];
  const auto entry = std::ranges::lower_bound(entries, number, {}, &Entry::number);
  if (entry == entries.end() || entry->number != number || entry->hides == hides) return false;
  entry->hides = hides;
  if (!entry->open) reopened_hidden_ += hides ? 1U : -1U;
  return true;
}

std::vector<std::uint32_t> ActiveFormatting::not_open_between(Tag tag, std::uint32_t after,
                                                              std::uint32_t before) const {
  std::vector<std::uint32_t> numbers;
  const auto& entries = entries_[index_of(tag)];
  auto entry = std::ranges::upper_bound(entries, after, {}, &Entry::number);
  for (; entry != entries.end() && entry->number < before; ++entry) {
    if (!entry->open && entry->markers == markers_) numbers.push_back(entry->number);
  }
  return numbers;
}

bool ActiveFormatting::contains(Tag tag, std::uint32_t number) const {
  return std::ranges::binary_search(entries_[index_of(tag)], number, {}, &Entry::number);
}

bool ActiveFormatting::reopens_hidden(const EndedFormatting& ended) const {
  const auto reopened_hidden = [this](const std::pair<Tag, std::uint32_t>& one) {
    const auto& entries = entries_[index_of(one.first)];
    const auto entry = std::ranges::lower_bound(entries, one.second, {}, &Entry::number);
    return entry != entries.end() && entry->number == one.second && entry->hides && !entry->open;
  };
  return overfull_ ||
         reopened_hidden_ > static_cast<std::size_t>(std::ranges::count_if(ended, reopened_hidden));
}

std::vector<std::string_view> ActiveFormatting::reopened_names() const {
  std::vector<std::string_view> names;
  for (std::size_t i = 0; i < kTags.size(); ++i) {
    const auto& entries = entries_[i];
    for (auto entry = entries.rbegin(); entry != entries.rend() && entry->markers == markers_; ++entry) {
      if (!entry->open) names.push_back(kNames[i]);
    }
  }
  return names;
}

std::string_view ActiveFormatting::hidden_name() const {
  for (std::size_t i = 0; i < kTags.size(); ++i) {
    const auto& entries = entries_[i];
    for (auto entry = entries.rbegin(); entry != entries.rend() && entry->markers == markers_; ++entry) {
      if (entry->hides && !entry->open) return kNames[i];
    }
  }
  return {};
}

}  // namespace caveat::html
