#include "geoip/override_table.h"

#include <algorithm>
#include <optional>
#include <tuple>

#include "geoip/private_copy.h"

namespace caveat::geoip {
namespace {

/// The address after the last of the network; nothing after the last of all.
std::optional<Address> after(const Network& network) {
  Address next = network.base;
  for (int bit = network.prefix_length - 1; bit >= 0; --bit) {
    auto& byte = next.bytes[static_cast<std::size_t>(bit / 8)];
    const auto mask = static_cast<std::uint8_t>(0x80U >> (bit % 8));
    byte = static_cast<std::uint8_t>(byte ^ mask);
    if ((byte & mask) != 0) return next;
  }
  return std::nullopt;
}

LocatorError to_error(const std::string& name, const std::vector<GeofeedProblem>& problems) {
  LocatorError error{name, problems.front().line, problems.front().message};
  if (problems.size() > 1) {
    error.message += " (and " + std::to_string(problems.size() - 1) + " more: line";
    constexpr std::size_t kNamed = 10;
    for (std::size_t i = 1; i < std::min(problems.size(), kNamed); ++i) {
      error.message += (i == 1 ? " " : ", ") + std::to_string(problems[i].line);
    }
    error.message += problems.size() > kNamed ? ", ...)" : ")";
  }
  return error;
}

}  // namespace

boost::system::result<OverrideTable, LocatorError> OverrideTable::open(const LocatorOptions& options) {
  OverrideTable table;
  for (const auto& [name, text] : options.override_texts) {
    if (auto added = table.add(name, text); !added) return added.error();
  }
  for (const std::string& path : options.override_paths) {
    const auto copy = PrivateCopy::of_file(path);
    if (!copy) return LocatorError{path, 0, "the override list " + copy.error()};
    const auto bytes = copy->bytes();
    const std::string_view text(reinterpret_cast<const char*>(bytes.data()), bytes.size());
    if (auto added = table.add(path, text); !added) return added.error();
  }
  table.settle();
  return table;
}

bool OverrideTable::tells_subdivisions() const {
  return std::any_of(overrides_.begin(), overrides_.end(),
                     [](const Override& one) { return !one.entry.subdivision.empty(); });
}

boost::system::result<void, LocatorError> OverrideTable::add(const std::string& name, std::string_view text) {
  Geofeed feed = parse_geofeed(text);
  if (!feed.problems.empty()) return to_error(name, feed.problems);
  for (GeofeedEntry& entry : feed.entries) overrides_.push_back({std::move(entry), names_.size()});
  names_.push_back(name);
  return {};
}

void OverrideTable::settle() {
  const auto key = [](const Override& o) {
    return std::tie(o.entry.network.base.bytes, o.entry.network.prefix_length);
  };
  std::stable_sort(overrides_.begin(), overrides_.end(),
                   [&](const Override& a, const Override& b) { return key(a) < key(b); });
  // Of equal networks the last one, from the latest list, stays.
  const auto first_kept = std::unique(overrides_.rbegin(), overrides_.rend(),
                                      [&](const Override& a, const Override& b) { return key(a) == key(b); });
  overrides_.erase(overrides_.begin(), first_kept.base());

  std::vector<std::int32_t> open;  // networks that hold the present one, outermost first
  const auto close = [&] {
    const auto next = after(overrides_[static_cast<std::size_t>(open.back())].entry.network);
    open.pop_back();
    if (next) begin_range(*next, open.empty() ? -1 : open.back());
  };
  for (std::size_t i = 0; i < overrides_.size(); ++i) {
    const Network& network = overrides_[i].entry.network;
    while (!open.empty() &&
           !overrides_[static_cast<std::size_t>(open.back())].entry.network.contains(network.base)) {
      close();
    }
    open.push_back(static_cast<std::int32_t>(i));
    begin_range(network.base, open.back());
  }
  while (!open.empty()) close();
}

void OverrideTable::begin_range(const Address& start, std::int32_t answer) {
  if (!ranges_.empty() && ranges_.back().start == start) {
    ranges_.back().answer = answer;
  } else {
    ranges_.push_back({start, answer});
  }
}

const OverrideTable::Override* OverrideTable::find(const Address& address) const {
  const auto next =
      std::upper_bound(ranges_.begin(), ranges_.end(), address,
                       [](const Address& a, const Range& range) { return a.bytes < range.start.bytes; });
  if (next == ranges_.begin() || std::prev(next)->answer < 0) return nullptr;
  return &overrides_[static_cast<std::size_t>(std::prev(next)->answer)];
}

}  // namespace caveat::geoip
