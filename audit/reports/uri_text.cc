#include "audit/reports/uri_text.h"

namespace caveat::audit {
namespace {

constexpr std::string_view kUnreserved = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~";
constexpr std::string_view kReserved = ":/?#@!$&'()*+,;=";
constexpr std::string_view kHexDigits = "0123456789ABCDEFabcdef";

bool is_one_of(char byte, std::string_view set) {
  return set.find(byte) != std::string_view::npos;
}

void append_encoded(std::string& out, char byte) {
  const auto number = static_cast<unsigned char>(byte);
  out += {'%', kHexDigits[number >> 4], kHexDigits[number & 15]};
}

bool is_encoded(std::string_view text, std::size_t offset) {
  return text[offset] == '%' && offset + 2 < text.size() && is_one_of(text[offset + 1], kHexDigits) &&
         is_one_of(text[offset + 2], kHexDigits);
}

}  // namespace

std::string uri_of_url(std::string_view url) {
  std::string out;
  for (std::size_t i = 0; i < url.size(); ++i) {
    if (is_one_of(url[i], kUnreserved) || is_one_of(url[i], kReserved) || is_encoded(url, i)) {
      out += url[i];
    } else {
      append_encoded(out, url[i]);
    }
  }
  return out;
}

std::string uri_of_path(std::string_view path) {
  std::string out;
  for (const char byte : path) {
    if (is_one_of(byte, kUnreserved) || byte == '/') {
      out += byte;
    } else {
      append_encoded(out, byte);
    }
  }
  return out;
}

}  // namespace caveat::audit
