// The way to a field inside a record: keys of maps, and indices of arrays as text.
#pragma once

#include <array>
#include <cstddef>
#include <string>

namespace caveat::geoip {

/// A literal such as `{"subdivisions", "0", "iso_code"}`. The texts outlive it.
class FieldPath {
 public:
  static constexpr std::size_t kMostSteps = 6;

  constexpr FieldPath(const char* first, const char* second = nullptr, const char* third = nullptr,
                      const char* fourth = nullptr, const char* fifth = nullptr, const char* sixth = nullptr)
      : steps_{first, second, third, fourth, fifth, sixth, nullptr} {}

  /// Ends with a null pointer.
  const char* const* steps() const { return steps_.data(); }

  /// "subdivisions.0.iso_code"
  std::string to_string() const {
    std::string joined;
    for (const char* const* step = steps(); *step != nullptr; ++step) {
      if (!joined.empty()) joined += '.';
      joined += *step;
    }
    return joined;
  }

 private:
  std::array<const char*, kMostSteps + 1> steps_;
};

}  // namespace caveat::geoip
