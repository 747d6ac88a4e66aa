#include "filter/marked_excerpt.h"

#include <algorithm>

#include "html/charset_decoder.h"
#include "html/seen_text.h"
#include "html/utf8.h"

namespace caveat::filter {
namespace {

constexpr std::size_t kBytesAround = 160;
constexpr std::size_t kBytesMarked = 400;

/// A character that is cut off at either end is no character in UTF-8 and a wrong one in other charsets: at
/// most a letter of what surrounds the place.
std::string as_utf8(std::string_view bytes, const std::string& charset) {
  html::CharsetDecoder decoder(charset);
  std::string text;
  while (!bytes.empty()) html::append_utf8(text, decoder.take(bytes));
  return text;
}

}  // namespace

std::string readable_markup(std::string_view markup, const std::string& charset) {
  auto text = html::seen_text(markup, charset, markup.size());
  if (!text || text->empty()) return as_utf8(markup, charset);
  while (text->ends_with('\n')) text->pop_back();
  std::ranges::replace(*text, '\n', ' ');
  return *std::move(text);
}

MarkedExcerpt marked_excerpt(const ReadablePage& page, std::size_t offset, std::size_t length) {
  const std::string_view bytes = page.bytes;
  const bool utf8 = page.charset == "UTF-8";
  offset = std::min(offset, bytes.size());
  length = std::min({length, bytes.size() - offset, kBytesMarked});
  while (utf8 && length > 0 && offset + length < bytes.size() &&
         html::continues_character(bytes[offset + length])) {
    --length;
  }
  std::size_t begin = offset - std::min(offset, kBytesAround);
  while (utf8 && begin < offset && html::continues_character(bytes[begin])) ++begin;
  std::size_t end = std::min(offset + length + kBytesAround, bytes.size());
  while (utf8 && end > offset + length && end < bytes.size() && html::continues_character(bytes[end])) --end;
  MarkedExcerpt excerpt;
  excerpt.text = as_utf8(bytes.substr(begin, offset - begin), page.charset);
  excerpt.mark = excerpt.text.size();
  excerpt.text += as_utf8(bytes.substr(offset, length), page.charset);
  excerpt.length = excerpt.text.size() - excerpt.mark;
  excerpt.text += as_utf8(bytes.substr(offset + length, end - offset - length), page.charset);
  return excerpt;
}

}  // namespace caveat::filter
