#include "app/studio/preview_store.h"

#include <openssl/rand.h>

#include <algorithm>
#include <array>
#include <stdexcept>

#include "rules/hex_digit.h"
#include "studio/page_hints.h"

namespace caveat::app {
namespace {

constexpr std::size_t kMostKeptPages = 64;
constexpr std::size_t kMostKeptBytes = std::size_t{256} * 1024 * 1024;

}  // namespace

std::string PreviewStore::keep(PreviewPage page) {
  std::string id = random_secret();
  if (page.content_type.starts_with("text/html")) page.bytes = studio::without_connection_hints(page.bytes);
  const std::lock_guard lock(mutex_);
  bytes_ += page.bytes.size();
  entries_.push_back({id, std::move(page)});
  while (entries_.size() > 1 && (entries_.size() > kMostKeptPages || bytes_ > kMostKeptBytes)) {
    bytes_ -= entries_.front().page.bytes.size();
    entries_.pop_front();
  }
  return id;
}

std::optional<PreviewPage> PreviewStore::find(std::string_view id) const {
  const std::lock_guard lock(mutex_);
  const auto found =
      std::find_if(entries_.begin(), entries_.end(), [id](const Entry& entry) { return entry.id == id; });
  if (found == entries_.end()) return std::nullopt;
  return found->page;
}

std::string random_secret() {
  std::array<unsigned char, 32> bytes{};
  if (RAND_bytes(bytes.data(), static_cast<int>(bytes.size())) != 1)
    throw std::runtime_error("no randomness");
  return rules::hexadecimal(bytes);
}

}  // namespace caveat::app
