// Proves that every value in a MaxMind DB data section can be decoded: in bounds, not deep, not circular.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "geoip/mmdb_value.h"

namespace caveat::geoip {

/// Deeper nesting than any database has; the library decodes by recursion, without a limit of its own.
inline constexpr unsigned kDeepestNesting = 32;

/// Checks values of one data section and remembers those that others point to, so that work stays linear.
class MmdbDataCheck {
 public:
  /// `section` must outlive this object.
  explicit MmdbDataCheck(std::span<const std::uint8_t> section);

  /// The value at `offset` and all that it holds or points to. False: see `problem()`.
  bool check(std::uint32_t offset);

  /// A sentence on the first thing that was wrong.
  const std::string& problem() const { return problem_; }

 private:
  struct Checked {
    std::size_t end = 0;  ///< offset after the value
    unsigned height = 1;  ///< levels of nesting, itself included
  };

  std::optional<Checked> check_value(std::size_t offset, unsigned depth);
  std::optional<Checked> check_entries(const MmdbValue& value, std::size_t offset, unsigned depth);
  std::optional<Checked> check_pointer(const MmdbValue& value, std::size_t offset, unsigned depth);
  bool check_target(std::size_t offset, unsigned depth);
  bool check_key(std::size_t offset);
  bool check_text(const MmdbValue& value, std::size_t offset);
  bool fail(std::string_view what, std::size_t offset);

  std::span<const std::uint8_t> section_;
  std::vector<std::uint8_t> height_at_;  ///< of values that were checked as a target; 0: not yet
  std::uint64_t steps_left_;
  std::string problem_;
};

}  // namespace caveat::geoip
