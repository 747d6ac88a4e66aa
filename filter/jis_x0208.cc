#include "filter/jis_x0208.h"

#include <unicode/ucnv.h>

#include <stdexcept>

namespace caveat::filter {
namespace {

constexpr const char* kConverter = "ibm-943_P15A-2003";
constexpr UChar kReplacement = 0xFFFD;

/// Shift_JIS puts two rows of 94 behind one lead byte.
std::array<char, 2> shift_jis_of(JisPair pair) {
  const int row = pair[0] - 0x21;
  const int cell = pair[1] - 0x21;
  const int lead = row / 2 + (row / 2 < 31 ? 0x81 : 0xC1);
  const int odd_trail = cell < 63 ? cell + 0x40 : cell + 0x41;
  const int trail = row % 2 == 0 ? odd_trail : cell + 0x9F;
  return {static_cast<char>(lead), static_cast<char>(trail)};
}

}  // namespace

const JisX0208& JisX0208::table() {
  static const JisX0208 kTable;
  return kTable;
}

JisX0208::JisX0208() {
  UErrorCode error = U_ZERO_ERROR;
  const std::unique_ptr<UConverter, void (*)(UConverter*)> converter(ucnv_open(kConverter, &error),
                                                                     ucnv_close);
  if (U_FAILURE(error)) throw std::runtime_error("ICU has no windows-31j");
  for (unsigned char row = 0x21; row <= 0x7E; ++row) {
    for (unsigned char cell = 0x21; cell <= 0x7E; ++cell) {
      const JisPair pair{row, cell};
      const std::array<char, 2> bytes = shift_jis_of(pair);
      std::array<UChar, 4> text{};
      error = U_ZERO_ERROR;
      const int size = ucnv_toUChars(converter.get(), text.data(), 4, bytes.data(), 2, &error);
      if (U_FAILURE(error) || size != 1 || text[0] == kReplacement) continue;
      code_points_[index_of(pair)] = text[0];
      pairs_.emplace(text[0], pair);
    }
  }
}

JisPair JisX0208::pair(std::uint32_t code_point) const {
  const auto found = pairs_.find(code_point);
  return found == pairs_.end() ? JisPair{} : found->second;
}

}  // namespace caveat::filter
