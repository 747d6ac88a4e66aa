// JIS X 0208 as browsers know it (Encoding standard, index jis0208, rows 1 to 94).
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <unordered_map>

namespace caveat::filter {

/// Two bytes from 0x21 to 0x7E each.
using JisPair = std::array<unsigned char, 2>;

/// Made from ICU's windows-31j, which has the very same characters; immutable.
class JisX0208 {
 public:
  /// The one table; made at the first call.
  static const JisX0208& table();

  /// 0 if the pair stands for nothing.
  std::uint32_t code_point(JisPair pair) const { return code_points_[index_of(pair)]; }
  /// The first pair for a code point, as the standard's encoder takes it; {} if there is none.
  JisPair pair(std::uint32_t code_point) const;

 private:
  static constexpr std::size_t kRow = 94;

  JisX0208();
  static std::size_t index_of(JisPair pair) {
    return (pair[0] - std::size_t{0x21}) * kRow + (pair[1] - std::size_t{0x21});
  }

  std::array<std::uint16_t, kRow * kRow> code_points_{};
  std::unordered_map<std::uint32_t, JisPair> pairs_;
};

}  // namespace caveat::filter
