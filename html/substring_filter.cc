#include "html/substring_filter.h"

#include <algorithm>
#include <array>

#include "html/ascii.h"

namespace caveat::html {
namespace {

/// Windows that half of all addresses have tell little.
constexpr std::string_view kCommon[] = {
    "http", "ttps", "tps:", "ps:/", "s://", "ttp:", "tp:/", "p://", "www.", ".com", "com/", "://w"};

bool is_common(std::uint32_t window) {
  static const auto kWindows = [] {
    std::array<std::uint32_t, std::size(kCommon)> windows{};
    std::ranges::transform(kCommon, windows.begin(),
                           [](std::string_view text) { return SubstringFilter::window_at(text.data()); });
    return windows;
  }();
  return std::ranges::find(kWindows, window) != kWindows.end();
}

}  // namespace

void SubstringFilter::add(std::string_view string, std::uint32_t number) {
  if (string.size() < kWindow) {
    short_.push_back({.text = std::string(string), .number = number});
    return;
  }
  strings_.push_back({.text = std::string(string), .number = number});
  const std::size_t windows = string.size() - kWindow + 1;
  if (windows >= stride_ && !may_have_.empty()) {
    enter(static_cast<std::uint32_t>(strings_.size() - 1));
    return;
  }
  stride_ = std::min(stride_, windows);
  may_have_.assign((std::size_t{1} << kFilterBits) / 64, 0);
  by_window_ = {};
  for (std::uint32_t index = 0; index < strings_.size(); ++index) enter(index);
}

bool SubstringFilter::stands_at(const Entry& entry, std::string_view text, std::size_t at) const {
  const std::string_view string = strings_[entry.string].text;
  return at >= entry.offset &&
         equal_ignoring_ascii_case(text.substr(at - entry.offset, string.size()), string);
}

void SubstringFilter::enter(std::uint32_t index) {
  const std::string_view text = strings_[index].text;
  const std::size_t windows = text.size() - kWindow + 1;
  const auto is_common_at = [text](std::size_t at) -> std::size_t {
    return is_common(window_at(text.data() + at)) ? 1 : 0;
  };
  std::size_t common = 0;
  for (std::size_t at = 0; at < stride_; ++at) common += is_common_at(at);
  std::size_t best = 0;
  std::size_t fewest_common = common;
  for (std::size_t begin = 1; begin + stride_ <= windows; ++begin) {
    common += is_common_at(begin + stride_ - 1);
    common -= is_common_at(begin - 1);
    // The later one where they are equal: hosts come first and say less than paths.
    if (common > fewest_common) continue;
    fewest_common = common;
    best = begin;
  }
  for (std::size_t at = best; at < best + stride_; ++at) {
    const std::uint32_t window = window_at(text.data() + at);
    const std::size_t bit = bit_of(window);
    may_have_[bit / 64] |= std::uint64_t{1} << (bit % 64);
    by_window_[window].push_back({.string = index, .offset = static_cast<std::uint32_t>(at)});
  }
}

}  // namespace caveat::html
