#include "filter/iso2022jp_decoder.h"

#include <algorithm>
#include <optional>

#include "filter/jis_x0208.h"
#include "filter/opaque.h"

namespace caveat::filter {
namespace {

constexpr unsigned char kEscape = 0x1B;
constexpr std::size_t kEscapeBytes = 3;

bool is_graphic(unsigned char byte) {
  return byte >= 0x21 && byte <= 0x7E;
}

/// What a single byte stands for; nullopt if nothing.
std::optional<std::uint32_t> code_point_of(iso2022jp::Mode mode, unsigned char byte) {
  const bool ascii = byte < 0x80 && byte != 0x0E && byte != 0x0F && byte != kEscape;
  if (mode == iso2022jp::Mode::katakana) {
    if (byte < 0x21 || byte > 0x5F) return std::nullopt;
    return 0xFF61U + byte - 0x21U;
  }
  if (!ascii) return std::nullopt;
  if (mode == iso2022jp::Mode::roman && byte == 0x5C) return 0xA5;
  if (mode == iso2022jp::Mode::roman && byte == 0x7E) return 0x203E;
  return byte;
}

}  // namespace

void Iso2022JpDecoder::write(std::string_view bytes, html::ByteSink& utf8) {
  std::string out;
  out.reserve(2 * bytes.size());
  for (const char c : bytes) take(static_cast<unsigned char>(c), out);
  if (!out.empty()) utf8.write(out);
}

void Iso2022JpDecoder::finish(html::ByteSink& utf8) {
  std::string out;
  if (!escape_.empty()) {
    const std::string rest = std::move(escape_);
    escape_.clear();
    give_raw(kEscape, out);
    for (const char c : rest.substr(1)) take(static_cast<unsigned char>(c), out);
  }
  if (lead_ != 0) give_raw(lead_, out);
  give_escapes(out);
  if (!out.empty()) utf8.write(out);
}

void Iso2022JpDecoder::take(unsigned char byte, std::string& utf8) {
  if (!escape_.empty()) return take_escape(byte, utf8);
  if (byte == kEscape) {
    if (lead_ != 0) give_raw(lead_, utf8);
    lead_ = 0;
    escape_ = static_cast<char>(byte);
    return;
  }
  lead_ != 0 ? take_trail(byte, utf8) : take_text(byte, utf8);
}

void Iso2022JpDecoder::take_escape(unsigned char byte, std::string& utf8) {
  escape_ += static_cast<char>(byte);
  const auto begins = [this](const iso2022jp::Escape& known) { return known.bytes.starts_with(escape_); };
  const auto known = std::find_if(iso2022jp::kEscapes.begin(), iso2022jp::kEscapes.end(), begins);
  if (known == iso2022jp::kEscapes.end()) {
    // Only the first byte is lost to a browser: the others are text.
    const std::string others = escape_.substr(1);
    escape_.clear();
    give_raw(kEscape, utf8);
    for (const char c : others) take(static_cast<unsigned char>(c), utf8);
    return;
  }
  if (escape_.size() < kEscapeBytes) return;
  escape_.clear();
  mode_ = known->mode;
  escapes_.push_back(static_cast<std::uint8_t>(known - iso2022jp::kEscapes.begin()));
}

void Iso2022JpDecoder::take_text(unsigned char byte, std::string& utf8) {
  if (mode_ == Mode::jis_x0208) {
    is_graphic(byte) ? static_cast<void>(lead_ = byte) : give_raw(byte, utf8);
    return;
  }
  const auto code_point = code_point_of(mode_, byte);
  code_point ? give(*code_point, utf8) : give_raw(byte, utf8);
}

void Iso2022JpDecoder::take_trail(unsigned char byte, std::string& utf8) {
  const JisX0208& table = JisX0208::table();
  const JisPair pair{lead_, byte};
  lead_ = 0;
  const std::uint32_t code_point = is_graphic(byte) ? table.code_point(pair) : 0;
  // Some characters have two pairs, of which the encoder knows one.
  if (code_point != 0 && table.pair(code_point) == pair) return give(code_point, utf8);
  give_raw(pair[0], utf8);
  give_raw(pair[1], utf8);
}

void Iso2022JpDecoder::give(std::uint32_t code_point, std::string& utf8) {
  const Mode mode = iso2022jp::mode_for(code_point, encoders_mode_);
  const bool encoder_escapes = mode != encoders_mode_;
  const bool same =
      encoder_escapes ? escapes_.size() == 1 && escapes_[0] == iso2022jp::escape_to(mode) : escapes_.empty();
  if (same) {
    escapes_.clear();
    encoders_mode_ = mode;
  } else {
    give_escapes(utf8);
  }
  append_code_point(utf8, code_point);
}

void Iso2022JpDecoder::give_raw(unsigned char byte, std::string& utf8) {
  give_escapes(utf8);
  append_raw_byte(utf8, static_cast<std::uint8_t>(mode_), byte);
}

void Iso2022JpDecoder::give_escapes(std::string& utf8) {
  for (const std::uint8_t number : escapes_) append_mode_switch(utf8, number);
  if (!escapes_.empty()) encoders_mode_ = iso2022jp::kEscapes[escapes_.back()].mode;
  escapes_.clear();
}

}  // namespace caveat::filter
