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
  const std::size_t windows = string.size() - kWindow + 1;
  const std::size_t length = std::min(windows, kMaxStride);
  auto stride = std::ranges::find(strides_, length, &Stride::length);
  if (stride == strides_.end()) {
    stride = strides_.insert(
        stride,
        {.length = length, .may_have = std::vector<bool>(std::size_t{1} << kFilterBits), .strings = {}});
  }
  std::size_t best = 0;
  std::size_t fewest_common = length + 1;
  for (std::size_t begin = 0; begin + length <= windows; ++begin) {
    std::size_t common = 0;
    for (std::size_t at = begin; at < begin + length; ++at) {
      if (is_common(string.substr(at, kWindow))) ++common;
    }
    // The later one where they are equal: hosts come first and say less than paths.
    if (common > fewest_common) continue;
    fewest_common = common;
    best = begin;
  }
  for (std::size_t at = best; at < best + length; ++at) {
    const std::uint32_t window = window_at(string.data() + at);
    stride->may_have[bit_of(window)] = true;
    stride->strings[window].push_back(number);
  }
}

}  // namespace caveat::html
