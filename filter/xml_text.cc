#include "filter/xml_text.h"

#include <array>
#include <charconv>
#include <cstdint>
#include <utility>

#include "html/utf8.h"

namespace caveat::filter {
namespace {

constexpr std::string_view kXmlSpace = " \t\r\n";

constexpr std::array<std::pair<std::string_view, std::string_view>, 5> kKnownReferences = {
    {{"&lt;", "<"}, {"&gt;", ">"}, {"&amp;", "&"}, {"&quot;", "\""}, {"&apos;", "'"}}};

/// 0 if it is not numeric.
std::uint32_t code_point_of(std::string_view reference) {
  if (!reference.starts_with("&#") || !reference.ends_with(';')) return 0;
  std::string_view digits = reference.substr(2, reference.size() - 3);
  const bool hexadecimal = digits.starts_with('x');
  if (hexadecimal) digits.remove_prefix(1);
  std::uint32_t code_point = 0;
  const auto parsed =
      std::from_chars(digits.data(), digits.data() + digits.size(), code_point, hexadecimal ? 16 : 10);
  return parsed.ec == std::errc() ? code_point : 0;
}

/// Where the attribute that begins at `at` has its value, as offset and size.
struct AttributePlace {
  std::string_view name;
  std::size_t value = 0;
  std::size_t size = 0;
};

AttributePlace attribute_at(std::string_view tag, std::size_t at) {
  const std::size_t equals = tag.find('=', at);
  if (equals == std::string_view::npos) return {};
  const std::size_t quote = tag.find_first_of("\"'", equals);
  if (quote == std::string_view::npos) return {};
  const std::size_t end = tag.find(tag[quote], quote + 1);
  if (end == std::string_view::npos) return {};
  std::string_view name = tag.substr(at, equals - at);
  name = name.substr(0, name.find_first_of(kXmlSpace));
  return {name, quote + 1, end - quote - 1};
}

}  // namespace

std::string xml_escaped(std::string_view text) {
  std::string out;
  for (const char c : text) {
    switch (c) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      default:
        out += c;
    }
  }
  return out;
}

std::string xml_attribute(std::string_view name, std::string_view value) {
  std::string out = " " + std::string(name) + "=\"";
  for (const char byte : xml_escaped(value)) {
    if (byte == '"') {
      out += "&quot;";
    } else {
      out += byte;
    }
  }
  out += '"';
  return out;
}

std::string cdata_sections(std::string_view text) {
  std::string out = "<![CDATA[";
  for (std::size_t end = text.find("]]>"); end != std::string_view::npos; end = text.find("]]>")) {
    out += text.substr(0, end + 2);
    out += "]]><![CDATA[";
    text.remove_prefix(end + 2);
  }
  out += text;
  return out + "]]>";
}

std::string referred_text(std::string_view reference, bool utf8) {
  for (const auto& [known, text] : kKnownReferences) {
    if (known == reference) return std::string(text);
  }
  const std::uint32_t code_point = code_point_of(reference);
  if (code_point == 0 || (code_point >= 0x80 && !utf8)) return std::string(reference);
  std::string text;
  html::append_utf8(text, code_point);
  return text;
}

std::string_view qualified_name(std::string_view start_tag) {
  const std::size_t end = start_tag.find_first_of(" \t\r\n/>");
  return start_tag.substr(1, end == std::string_view::npos ? end : end - 1);
}

bool is_empty_element(std::string_view start_tag) {
  return start_tag.ends_with("/>");
}

std::string opened(std::string_view start_tag) {
  if (!is_empty_element(start_tag)) return std::string(start_tag);
  return std::string(start_tag.substr(0, start_tag.size() - 2)) + ">";
}

std::string with_attribute(std::string_view start_tag, std::string_view name, std::string_view value) {
  const std::size_t after_name = 1 + qualified_name(start_tag).size();
  for (std::size_t at = start_tag.find_first_not_of(kXmlSpace, after_name); at != std::string_view::npos;) {
    const AttributePlace place = attribute_at(start_tag, at);
    if (place.value == 0) break;
    if (place.name == name) {
      return std::string(start_tag.substr(0, place.value)) + std::string(value) +
             std::string(start_tag.substr(place.value + place.size));
    }
    at = start_tag.find_first_not_of(kXmlSpace, place.value + place.size + 1);
  }
  return std::string(start_tag.substr(0, after_name)) + " " + std::string(name) + "=\"" + std::string(value) +
         "\"" + std::string(start_tag.substr(after_name));
}

}  // namespace caveat::filter
