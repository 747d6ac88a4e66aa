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
  if (text.starts_with(rules::kByteOrderMark)) text.remove_prefix(rules::kByteOrderMark.size());
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

/// How the lines of a text end.
struct LineEnds {
  bool with_return = false;
  bool without_return = false;
  bool of_last_line = false;

  explicit LineEnds(std::string_view text) : of_last_line(text.ends_with('\n')) {
    for (std::size_t at = text.find('\n'); at != std::string_view::npos; at = text.find('\n', at + 1)) {
      const bool returns = at > 0 && text[at - 1] == '\r';
      (returns ? with_return : without_return) = true;
    }
  }

  bool any() const { return with_return || without_return; }
};

}  // namespace

std::vector<std::string_view> unseen_differences(std::string_view old_text, std::string_view new_text) {
  std::vector<std::string_view> unseen;
  const LineEnds before(old_text);
  const LineEnds after(new_text);
  const bool has_mark = new_text.starts_with(rules::kByteOrderMark);
  const bool both_have_ends = before.any() && after.any();
  if (both_have_ends &&
      (before.with_return != after.with_return || before.without_return != after.without_return))
    unseen.emplace_back("line-ends");
  const bool both_have_text = !old_text.empty() && !new_text.empty();
  if (both_have_text && before.of_last_line != after.of_last_line) unseen.emplace_back("last-line-end");
  if (old_text.starts_with(rules::kByteOrderMark) != has_mark) unseen.emplace_back("byte-order-mark");
  // Both have ends of either kind, and have them at other lines.
  const bool is_told = !unseen.empty() || old_text == new_text || lines_of(old_text) != lines_of(new_text);
  if (!is_told) unseen.emplace_back("line-ends");
  return unseen;
}

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
