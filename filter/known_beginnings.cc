#include "filter/known_beginnings.h"

#include <algorithm>
#include <functional>

namespace caveat::filter {
namespace {

/// A page that tells later is read each time.
constexpr std::size_t kMostBytes = 8 * 1024;
constexpr std::size_t kMostPlaces = 1024;

std::size_t hash_of(std::string_view url) {
  return std::hash<std::string_view>()(url);
}

}  // namespace

KnownBeginnings::KnownBeginnings(std::size_t most_bytes)
    : most_places_(std::min(kMostPlaces, most_bytes / kMostBytes)) {}

std::shared_ptr<const KnownBeginning> KnownBeginnings::find(std::string_view url) const {
  return places_.empty() ? nullptr : places_[hash_of(url) % places_.size()].known;
}

void KnownBeginnings::told(std::string_view url, std::string_view bytes, const html::Charset& charset) {
  if (most_places_ == 0 || bytes.size() > kMostBytes) return;
  places_.resize(most_places_);
  const std::size_t hash = hash_of(url);
  Place& place = places_[hash % places_.size()];
  if (place.hash == hash) {
    place.known = std::make_shared<const KnownBeginning>(KnownBeginning{std::string(bytes), charset});
  } else {
    place.hash = hash;
  }
}

}  // namespace caveat::filter
