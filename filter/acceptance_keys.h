// Signs that somebody has accepted a notice, without saying who.
#pragma once

#include <array>
#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace caveat::filter {

/// Of one Caveat, or of all that serve the same site. Immutable.
class AcceptanceKeys {
 public:
  using Key = std::array<std::uint8_t, 32>;

  /// New acceptances are signed by `current`; those that `previous` has signed hold, too.
  explicit AcceptanceKeys(const Key& current, const std::optional<Key>& previous = std::nullopt);

  /// A value for a cookie: the same for all who accept those terms on the same day. It has the version, which
  /// key it is, the last day, and HMAC-SHA-256 over all that and the terms, of which 128 bits are kept.
  std::string seal(std::string_view terms, std::chrono::sys_days last_day) const;
  /// Whether `value` is such a seal of these terms, and its last day has not passed.
  bool holds(std::string_view terms, std::string_view value, std::chrono::sys_days today) const;

 private:
  struct NamedKey {
    Key key;
    std::string id;  ///< tells keys apart, and nothing else of them
  };

  static std::string seal_with(const NamedKey& key, std::string_view terms, std::string_view last_day);

  std::vector<NamedKey> keys_;  ///< the current one first
};

}  // namespace caveat::filter
