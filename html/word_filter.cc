#include "html/word_filter.h"

#include <algorithm>

namespace caveat::html {
namespace {

constexpr unsigned kLeastBits = 10;
constexpr std::size_t kBitsPerWord = 32;

}  // namespace

void WordFilter::add(std::string_view word) {
  words_.emplace_back(word);
  always_ = always_ || std::ranges::any_of(word, [](char c) { return static_cast<unsigned char>(c) <= ' '; });
  if (words_.size() * kBitsPerWord <= bits_.size() * 64) {
    enter(word);
  } else {
    shift_ = bits_.empty() ? 64 - kLeastBits : shift_ - 1;
    bits_.assign((std::size_t{1} << (64 - shift_)) / 64, 0);
    for (const std::string& each : words_) enter(each);
  }
  if (always_) std::ranges::fill(bits_, ~std::uint64_t{0});
}

void WordFilter::enter(std::string_view word) {
  const std::string padded = std::string(word) + std::string(8, ' ');
  const std::size_t last_at = word.size() > 8 ? word.size() - 8 : 0;
  const std::size_t bit = hash(load(padded.data()), load(padded.data() + last_at), word.size()) >> shift_;
  bits_[bit / 64] |= std::uint64_t{1} << (bit % 64);
}

}  // namespace caveat::html
