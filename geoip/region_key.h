// A name of a region, reduced to what all its spellings share.
#pragma once

#include <array>
#include <string_view>

namespace caveat::geoip {

/// "Kharkivs’ka Oblast’" and "KHARKIVSKA OBLAST" have one key. Latin letters lose case and marks, apostrophes
/// vanish, other punctuation becomes one space; other scripts stay as they are. No allocation.
class RegionKey {
 public:
  explicit RegionKey(std::string_view name);

  /// The same without words such as "oblast", "province", "of": "lima" for "Lima Province". May be empty.
  RegionKey without_kind() const;

  /// Valid as long as this object. Empty for a name that is longer than any region's.
  std::string_view text() const { return {text_.data(), size_}; }

 private:
  RegionKey() = default;
  void append(char c);
  void append(std::string_view word);

  static constexpr std::size_t kLongest = 120;
  std::array<char, kLongest> text_{};
  std::size_t size_ = 0;
  bool overflow_ = false;
};

}  // namespace caveat::geoip
