#include "html/substring_filter.h"

#include <algorithm>
#include <array>

#include "html/ascii.h"

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
    by_window_[window].push_back({.string = index, .offset = static_cast<std::uint32_t>(at)});
  }
}

}  // namespace caveat::html
