#include "audit/capture/word_search.h"

#include <algorithm>

namespace caveat::audit {
namespace {

constexpr int kKeyBits = 8 * static_cast<int>(filter::kShortestReaderWord);
static_assert(kKeyBits < 64);
constexpr std::uint64_t kKeyMask = (std::uint64_t{1} << kKeyBits) - 1;

constexpr char folded(char c) {
  if (c >= 'A' && c <= 'Z') return static_cast<char>(c + ('a' - 'A'));
  return c == '+' || c == '\t' || c == '\n' || c == '\r' ? ' ' : c;
}

/// The last bytes of a text, once `c` has come.
constexpr std::uint64_t next_key(std::uint64_t key, char c) {
  return (key << 8U | static_cast<unsigned char>(c)) & kKeyMask;
}

/// Where a word was cut out of a query, spaces at its ends are not always printed.
std::string folded_word(std::string_view word) {
  std::string text;
  for (const char c : word) {
    const char next = folded(c);
    if (next != ' ' || (!text.empty() && text.back() != ' ')) text += next;
  }
  if (text.ends_with(' ')) text.pop_back();
  return text;
}

}  // namespace

void SearchedWords::add(std::string_view word) {
  std::string text = folded_word(word);
  if (text.size() < filter::kShortestReaderWord) return;
  longest_ = std::max(longest_, text.size());
  std::uint64_t key = 0;
  for (const char c : text) key = next_key(key, c);
  keys_.set(slot_of(key));
  words_[key].insert(std::move(text));
}

bool SearchedWords::is_end_of(std::string_view text, std::uint64_t key) const {
  const auto found = words_.find(key);
  return found != words_.end() &&
         std::ranges::any_of(found->second, [&](const std::string& word) { return text.ends_with(word); });
}

void WordSearch::write(std::string_view bytes) {
  constexpr std::size_t kRoom = 64 * 1024;
  for (const char c : bytes) {
    const char next = folded(c);
    if (found_ || (next == ' ' && read_.ends_with(' '))) continue;
    if (read_.size() >= words_.longest() + kRoom) read_.erase(0, read_.size() - words_.longest());
    read_ += next;
    key_ = next_key(key_, next);
    found_ = words_.may_end(key_) && words_.is_end_of(read_, key_);
  }
}

}  // namespace caveat::audit
