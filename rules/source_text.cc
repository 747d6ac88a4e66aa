#include "rules/source_text.h"

#include <algorithm>

#include "rules/byte_order_mark.h"
#include "rules/utf8.h"

namespace caveat::rules {

namespace {

constexpr std::size_t kMarkEvery = 256;
constexpr std::size_t kExcerptBytes = 1024;
constexpr int kExcerptColumns = 160;

}  // namespace

SourceText::SourceText(std::string_view text) : text_(text) {
  line_begins_.push_back(text.starts_with(kByteOrderMark) ? 3 : 0);
  for (std::size_t end = text.find('\n'); end != std::string_view::npos; end = text.find('\n', end + 1)) {
    line_begins_.push_back(end + 1);
  }
}

std::string_view SourceText::line(int number) const {
  const auto index = static_cast<std::size_t>(number - 1);
  if (number < 1 || index >= line_begins_.size()) return {};
  const std::size_t begin = line_begins_[index];
  const bool last = index + 1 == line_begins_.size();
  std::string_view out =
      text_.substr(begin, last ? std::string_view::npos : line_begins_[index + 1] - 1 - begin);
  if (out.ends_with('\r')) out.remove_suffix(1);
  return out;
}

std::size_t SourceText::offset_of(int line, int column) const {
  const auto index = static_cast<std::size_t>(line - 1);
  if (line < 1 || index >= line_begins_.size()) return text_.size();
  mark(line);
  const auto points = static_cast<std::size_t>(std::max(1, column) - 1);
  const std::size_t nearest = std::min(points / kMarkEvery, marks_.offsets.size() - 1);
  const std::string_view whole = this->line(line);
  std::size_t offset = marks_.offsets[nearest];
  for (std::size_t i = nearest * kMarkEvery; i < points && offset < whole.size(); ++i) {
    offset += code_point_at(whole, offset).bytes;
  }
  return line_begins_[index] + offset;
}

void SourceText::mark(int number) const {
  if (marks_.line == number) return;
  marks_.line = number;
  marks_.offsets.assign(1, 0);
  const std::string_view whole = line(number);
  std::size_t points = 0;
  for (std::size_t offset = 0; offset < whole.size();) {
    offset += code_point_at(whole, offset).bytes;
    if (++points % kMarkEvery == 0) marks_.offsets.push_back(offset);
  }
}

LineExcerpt excerpt_around(const SourceText& source, int line, int column) {
  const std::string_view whole = source.line(line);
  if (whole.size() <= kExcerptBytes) return {whole, 1};
  const int first = std::max(1, column - kExcerptColumns / 2);
  const std::size_t begin = source.offset_of(line, first);
  const std::size_t end = source.offset_of(line, first + kExcerptColumns);
  const std::size_t line_begin = source.offset_of(line, 1);
  return {whole.substr(begin - line_begin, end - begin), first};
}

}  // namespace caveat::rules
