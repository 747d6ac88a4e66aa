#include "filter/iso2022jp_encoder.h"

#include <algorithm>

namespace caveat::filter {
namespace {

using iso2022jp::kEscapes;
using iso2022jp::Mode;

}  // namespace

void Iso2022JpEncoder::write(std::string_view utf8, html::ByteSink& bytes) {
  std::string out;
  out.reserve(utf8.size());
  Item item;
  while (items_.next(utf8, item)) give(item, out);
  if (!out.empty()) bytes.write(out);
}

void Iso2022JpEncoder::give(const Item& item, std::string& bytes) {
  switch (item.kind) {
    case Item::Kind::code_point:
      return give_code_point(item.value, bytes);
    case Item::Kind::raw_byte:
      // In another mode than its own such a byte could be markup.
      enter(static_cast<Mode>(item.mode % 4), bytes);
      bytes += static_cast<char>(item.value);
      return;
    case Item::Kind::mode_switch:
      const iso2022jp::Escape& escape = kEscapes[std::min<std::size_t>(item.value, kEscapes.size() - 1)];
      bytes += escape.bytes;
      mode_ = escape.mode;
      return;
  }
}

void Iso2022JpEncoder::give_code_point(std::uint32_t code_point, std::string& bytes) {
  const Mode mode = iso2022jp::mode_for(code_point, mode_);
  const std::string coded = iso2022jp::bytes_in(mode, code_point);
  if (!coded.empty()) {
    enter(mode, bytes);
    bytes += coded;
    return;
  }
  for (const char c : "&#" + std::to_string(code_point) + ";") {
    give_code_point(static_cast<unsigned char>(c), bytes);
  }
}

void Iso2022JpEncoder::enter(Mode mode, std::string& bytes) {
  if (mode == mode_) return;
  bytes += kEscapes[iso2022jp::escape_to(mode)].bytes;
  mode_ = mode;
}

}  // namespace caveat::filter
