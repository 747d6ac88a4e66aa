#include "html/substring_filter.h"

#include <algorithm>
#include <array>

namespace caveat::html {
namespace {

/// What half of all addresses contain tells little.
constexpr std::array<std::string_view, 12> kCommon = {
    "http", "ttps", "tps:", "ps:/", "s://", "ttp:", "tp:/", "p://", "www.", ".com", "com/", "://w"};

bool is_common(std::string_view window) {
  return std::ranges::find(kCommon, window) != kCommon.end();
}

}  // namespace

void SubstringFilter::add(std::string_view string, std::uint32_t number) {
  strings_.push_back({.text = std::string(string), .number = number});
  const std::size_t windows = string.size() - kWindow + 1;
  if (windows >= stride_ && !may_have_.empty()) {
    enter(strings_.back());
    return;
  }
  stride_ = std::min(stride_, windows);
  may_have_.assign((std::size_t{1} << kFilterBits) / 64, 0);
  by_window_ = {};
  for (const NumberedString& each : strings_) enter(each);
}

void SubstringFilter::enter(const NumberedString& string) {
  const std::string_view text = string.text;
  const std::size_t windows = text.size() - kWindow + 1;
  std::size_t best = 0;
  std::size_t fewest_common = stride_ + 1;
  for (std::size_t begin = 0; begin + stride_ <= windows; ++begin) {
    std::size_t common = 0;
    for (std::size_t at = begin; at < begin + stride_; ++at) {
      if (is_common(text.substr(at, kWindow))) ++common;
    }
    // The later one where they are equal: hosts come first and say less than paths.
    if (common > fewest_common) continue;
    fewest_common = common;
    best = begin;
  }
  for (std::size_t at = best; at < best + stride_; ++at) {
    const std::uint32_t window = window_at(text.data() + at);
    const std::size_t bit = bit_of(window);
    may_have_[bit / 64] |= std::uint64_t{1} << (bit % 64);
    by_window_[window].push_back(string.number);
  }
}

}  // namespace caveat::html
