#include "filter/edit_memory.h"

#include <functional>
#include <utility>

namespace caveat::filter {
namespace {

constexpr std::size_t kAskedPlaces = 8192;
/// So often in a row may a page turn out to be another before it counts as one that always is.
constexpr int kMostDifferences = 3;
constexpr std::size_t kAskedBeforeNextTry = 100;
constexpr std::size_t kMostRecordings = 8;
/// What an entry costs besides its bytes.
constexpr std::size_t kEntryOverhead = 512;

}  // namespace

std::string EditMemory::key_of(const EditTerms& terms) {
  std::string key = std::to_string(reinterpret_cast<std::uintptr_t>(terms.program.get()));
  key.append(terms.on_failure == rules::OnFailure::refuse ? " refuse " : " serve ");
  key.append(name_of(terms.output)).append(" ").append(terms.charset.name);
  key.append(terms.charset.guessed ? "? " : " ").append(terms.url);
  return key;
}

EditMemory::Found EditMemory::find(const EditTerms& terms) {
  const std::string key = key_of(terms);
  const auto known = by_key_.find(key);
  if (known == by_key_.end()) {
    ++misses_;
    return {.edit = nullptr, .worth_remembering = was_asked_before(key) && may_be_recorded(key)};
  }
  entries_.splice(entries_.begin(), entries_, known->second);
  Entry& entry = *known->second;
  if (entry.edit) return {.edit = entry.edit, .worth_remembering = false};
  ++misses_;
  const bool may_have_settled = ++entry.asked % kAskedBeforeNextTry == 0;
  const bool worth_it = entry.differences < kMostDifferences || may_have_settled;
  return {.edit = nullptr, .worth_remembering = worth_it && may_be_recorded(key)};
}

bool EditMemory::may_be_recorded(const std::string& key) const {
  return recorded_.size() < kMostRecordings && !recorded_.contains(key);
}

bool EditMemory::was_asked_before(const std::string& key) {
  if (asked_.empty()) asked_.resize(kAskedPlaces);
  const std::size_t hash = std::hash<std::string>()(key);
  std::size_t& place = asked_[hash % kAskedPlaces];
  return std::exchange(place, hash) == hash;
}

void EditMemory::remember(const EditTerms& terms, RememberedEdit edit) {
  std::string key = key_of(terms);
  const std::size_t bytes = edit.bytes() + key.size() + kEntryOverhead;
  if (bytes > most_for_one()) return;
  // They grew piece by piece, and have up to twice the room that is counted.
  edit.original.shrink_to_fit();
  edit.made.shrink_to_fit();
  edit.pieces.shrink_to_fit();
  edit.steps.shrink_to_fit();
  auto known = by_key_.find(key);
  if (known == by_key_.end()) {
    entries_.push_front({.key = key, .program = terms.program, .edit = nullptr});
    known = by_key_.emplace(std::move(key), entries_.begin()).first;
  }
  Entry& entry = *known->second;
  bytes_ += bytes - entry.bytes;
  entry.bytes = bytes;
  entry.edit = std::make_shared<const RememberedEdit>(std::move(edit));
  while (bytes_ > most_bytes_) forget_oldest();
}

void EditMemory::was_equal(const EditTerms& terms) {
  ++hits_;
  const auto known = by_key_.find(key_of(terms));
  if (known != by_key_.end()) known->second->differences = 0;
}

void EditMemory::was_different(const EditTerms& terms) {
  ++misses_;
  const auto known = by_key_.find(key_of(terms));
  if (known == by_key_.end()) return;
  Entry& entry = *known->second;
  ++entry.differences;
  entry.asked = 0;
  entry.edit.reset();
  bytes_ -= entry.bytes;
  entry.bytes = kEntryOverhead + entry.key.size();
  bytes_ += entry.bytes;
}

void EditMemory::forget_oldest() {
  bytes_ -= entries_.back().bytes;
  by_key_.erase(entries_.back().key);
  entries_.pop_back();
}

}  // namespace caveat::filter
