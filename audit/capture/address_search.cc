#include "audit/capture/address_search.h"

#include <algorithm>

#include "rules/hex_digit.h"

namespace caveat::audit {
namespace {

/// "ffff:ffff:ffff:ffff:ffff:ffff:255.255.255.255"
constexpr std::size_t kLongestAddress = 45;
constexpr std::size_t kMostColons = 8;
/// A run of so many bytes is looked through in pieces.
constexpr std::size_t kLongestRun = 4096;

constexpr bool may_stand_in_address(char c) {
  return c == ':' || c == '.' || rules::hex_value(c) >= 0;
}

constexpr bool is_between_groups(char c) {
  return c == ':' || c == '.';
}

/// What stands before an address may be a label ("from:"), and behind it the end of a sentence.
bool may_begin(std::string_view run, std::size_t at) {
  return at == 0 || is_between_groups(run[at - 1]) || run.substr(at).starts_with("::");
}

bool may_end(std::string_view run, std::size_t at) {
  return at == run.size() || is_between_groups(run[at]) || run.substr(0, at).ends_with("::");
}

}  // namespace

void AddressSearch::write(std::string_view bytes) {
  if (found_ || addresses_.empty()) return;
  for (const char c : bytes) {
    if (!may_stand_in_address(c)) {
      if (!run_.empty()) end_run();
      continue;
    }
    if (run_.size() == kLongestRun) {
      look_through_run();
      // An address may lie across.
      run_.erase(0, run_.size() - kLongestAddress);
    }
    run_ += c;
  }
}

void AddressSearch::end_run() {
  look_through_run();
  run_.clear();
}

void AddressSearch::look_through_run() {
  if (std::ranges::count(run_, ':') < 2) return;
  const std::string_view run = run_;
  for (std::size_t begin = 0; begin < run.size() && !found_; ++begin) {
    if (!may_begin(run, begin)) continue;
    std::size_t colons = 0;
    const std::size_t last = std::min(run.size(), begin + kLongestAddress);
    for (std::size_t end = begin + 1; end <= last && colons <= kMostColons && !found_; ++end) {
      if (run[end - 1] == ':') ++colons;
      found_ = colons >= 2 && may_end(run, end) && is_one(run.substr(begin, end - begin));
    }
  }
}

bool AddressSearch::is_one(std::string_view text) const {
  const auto address = geoip::Address::parse(text);
  return address && std::ranges::find(addresses_, *address) != addresses_.end();
}

}  // namespace caveat::audit
