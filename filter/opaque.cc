#include "filter/opaque.h"

#include <algorithm>

namespace caveat::filter {
namespace {

constexpr unsigned char kFirstSwitch = 0xF8;
constexpr unsigned char kRawByte = 0xFE;

char continuation(std::uint32_t bits) {
  return static_cast<char>(0x80 | (bits & 0x3F));
}

std::uint32_t bits_of(char continuation) {
  return static_cast<unsigned char>(continuation) & 0x3FU;
}

std::size_t length_of(unsigned char first) {
  if (first < 0xC0) return 1;
  if (first < 0xE0) return 2;
  if (first < 0xF0) return 3;
  if (first < kFirstSwitch) return 4;
  return first == kRawByte ? 4 : 1;
}

Item item_of(std::string_view whole) {
  const auto first = static_cast<unsigned char>(whole.front());
  if (first == kRawByte) {
    const std::uint32_t byte = (bits_of(whole[2]) << 4) | (bits_of(whole[3]) & 0xFU);
    return {Item::Kind::raw_byte, byte & 0xFFU, static_cast<std::uint8_t>(bits_of(whole[1]))};
  }
  if (first >= kFirstSwitch)
    return {Item::Kind::mode_switch, static_cast<std::uint32_t>(first - kFirstSwitch), 0};
  if (whole.size() == 1) return {Item::Kind::code_point, first, 0};
  std::uint32_t code_point = first & (0x7FU >> whole.size());
  for (const char c : whole.substr(1)) code_point = (code_point << 6) | bits_of(c);
  return {Item::Kind::code_point, code_point, 0};
}

}  // namespace

void append_code_point(std::string& into, std::uint32_t code_point) {
  if (code_point < 0x80) {
    into += static_cast<char>(code_point);
  } else if (code_point < 0x800) {
    into += static_cast<char>(0xC0 | (code_point >> 6));
    into += continuation(code_point);
  } else if (code_point < 0x10000) {
    into += static_cast<char>(0xE0 | (code_point >> 12));
    into += continuation(code_point >> 6);
    into += continuation(code_point);
  } else {
    into += static_cast<char>(0xF0 | (code_point >> 18));
    into += continuation(code_point >> 12);
    into += continuation(code_point >> 6);
    into += continuation(code_point);
  }
}

void append_raw_byte(std::string& into, std::uint8_t mode, unsigned char byte) {
  into += static_cast<char>(kRawByte);
  into += continuation(mode);
  into += continuation(byte >> 4U);
  into += continuation(byte & 0xFU);
}

void append_mode_switch(std::string& into, std::uint8_t number) {
  into += static_cast<char>(kFirstSwitch + number);
}

bool ItemReader::next(std::string_view& bytes, Item& item) {
  if (bytes.empty()) return false;
  if (partial_.empty()) {
    const std::size_t length = length_of(static_cast<unsigned char>(bytes.front()));
    if (bytes.size() >= length) {
      item = item_of(bytes.substr(0, length));
      bytes.remove_prefix(length);
      return true;
    }
  }
  const auto first = static_cast<unsigned char>(partial_.empty() ? bytes.front() : partial_.front());
  const std::size_t taken = std::min(length_of(first) - partial_.size(), bytes.size());
  partial_ += bytes.substr(0, taken);
  bytes.remove_prefix(taken);
  if (partial_.size() < length_of(first)) return false;
  item = item_of(partial_);
  partial_.clear();
  return true;
}

}  // namespace caveat::filter
