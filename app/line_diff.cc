#include "app/line_diff.h"

#include <algorithm>
#include <cstdio>
#include <utility>
#include <vector>

#include "rules/byte_order_mark.h"
#include "rules/diagnostic_renderers.h"

namespace caveat::app {
namespace {

/// How far the texts are searched for the next line that they share.
constexpr std::size_t kWindow = 100;

std::vector<std::string_view> lines_of(std::string_view text) {
  if (text.starts_with(rules::kByteOrderMark)) text.remove_prefix(3);
  std::vector<std::string_view> lines;
  while (!text.empty()) {
    const std::size_t end = text.find('\n');
    std::string_view line = text.substr(0, end);
    if (line.ends_with('\r')) line.remove_suffix(1);
    lines.push_back(line);
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
  }
  return lines;
}

class LineDiff {
 public:
  LineDiff(std::string_view old_text, std::string_view new_text)
      : old_(lines_of(old_text)), new_(lines_of(new_text)) {}

  std::vector<DiffLine> lines() const {
    std::vector<DiffLine> out;
    for (std::size_t i = 0, j = 0; i < old_.size() || j < new_.size();) {
      const auto [goes, comes] = next_difference(i, j);
      for (std::size_t line = i; line < i + goes; ++line) out.push_back({'-', line + 1, old_[line]});
      for (std::size_t line = j; line < j + comes; ++line) out.push_back({'+', line + 1, new_[line]});
      i += goes;
      j += comes;
      if (goes + comes > 0) continue;
      out.push_back({' ', i + 1, old_[i]});
      ++i, ++j;
    }
    return out;
  }

 private:
  bool same(std::size_t i, std::size_t j) const {
    return i < old_.size() && j < new_.size() ? old_[i] == new_[j] : i >= old_.size() && j >= new_.size();
  }

  /// How many lines go and come until the texts have a line in common again: the fewest in sum, and of those
  /// as many of one as of the other.
  std::pair<std::size_t, std::size_t> next_difference(std::size_t i, std::size_t j) const {
    for (std::size_t sum = 0; sum <= 2 * kWindow; ++sum) {
      for (std::size_t apart = sum % 2; apart <= sum; apart += 2) {
        const std::size_t more = (sum + apart) / 2;
        const std::size_t fewer = (sum - apart) / 2;
        if (same(i + more, j + fewer)) return {more, fewer};
        if (same(i + fewer, j + more)) return {fewer, more};
      }
    }
    return {std::min(kWindow, old_.size() - i), std::min(kWindow, new_.size() - j)};
  }

  std::vector<std::string_view> old_;
  std::vector<std::string_view> new_;
};

}  // namespace

std::vector<DiffLine> diff_lines(std::string_view old_text, std::string_view new_text) {
  return LineDiff(old_text, new_text).lines();
}

std::string line_diff(std::string_view old_text, std::string_view new_text, std::size_t most) {
  std::string out;
  std::size_t told = 0;
  for (const DiffLine& line : diff_lines(old_text, new_text)) {
    if (line.sign == ' ' || ++told > most) continue;
    char number[32];
    const int length = std::snprintf(number, sizeof number, "%6zu %c ", line.number, line.sign);
    out.append(number, static_cast<std::size_t>(length));
    out += rules::harmless_text(line.text) + "\n";
  }
  if (told > most) out += "       ... and " + std::to_string(told - most) + " more lines\n";
  return out;
}

}  // namespace caveat::app
