#include "rules/toml_guard.h"

#include <algorithm>

#include "rules/byte_order_mark.h"
#include "rules/problems.h"
#include "rules/utf8.h"

namespace caveat::rules {

namespace {

SourcePlace place_of(const SourceFile& file, std::size_t offset) {
  const std::string_view before = std::string_view(file.text).substr(0, offset);
  const std::size_t line_begin = before.rfind('\n') == std::string_view::npos ? 0 : before.rfind('\n') + 1;
  SourcePlace place;
  place.file = file.path;
  place.line = static_cast<int>(std::count(before.begin(), before.end(), '\n')) + 1;
  const std::string_view line = before.substr(line_begin);
  const bool has_bom = place.line == 1 && line.starts_with(kByteOrderMark);
  place.column = static_cast<int>(count_code_points(line)) + (has_bom ? 0 : 1);
  return place;
}

/// Counts brackets and dots outside strings and comments. It need not understand TOML: what it gets wrong in
/// a broken file the parser reports.
class NestingScan {
 public:
  explicit NestingScan(std::string_view text) : text_(text) {}

  /// The offset at which a bound is passed, or npos.
  std::size_t find_excess() {
    while (offset_ < text_.size()) {
      const char c = text_[offset_];
      if (c == '"' || c == '\'') {
        skip_string(c);
        continue;
      }
      if (c == '#') {
        offset_ = std::min(text_.find('\n', offset_), text_.size());
        continue;
      }
      count(c);
      if (depth_ > kTomlDepth || dots_ > kTomlDottedParts) return offset_;
      ++offset_;
    }
    return std::string_view::npos;
  }

 private:
  void count(char c) {
    if (c == '[' || c == '{') ++depth_;
    if ((c == ']' || c == '}') && depth_ > 0) --depth_;
    if (c == '.') ++dots_;
    if (c == '\n' || c == '=' || c == ',' || c == '[' || c == '{') dots_ = 0;
  }

  void skip_string(char quote) {
    const std::string_view rest = text_.substr(offset_);
    const bool multi_line = rest.size() >= 3 && rest[1] == quote && rest[2] == quote;
    offset_ += multi_line ? 3 : 1;
    while (offset_ < text_.size()) {
      const char c = text_[offset_];
      if (c == '\\' && quote == '"') {
        offset_ += 2;
        continue;
      }
      if (!multi_line && (c == quote || c == '\n')) {
        offset_ += c == quote ? 1 : 0;
        return;
      }
      if (multi_line && c == quote && text_.substr(offset_, 3) == std::string(3, quote)) {
        offset_ += 3;
        return;
      }
      ++offset_;
    }
  }

  std::string_view text_;
  std::size_t offset_ = 0;
  int depth_ = 0;
  int dots_ = 0;
};

}  // namespace

bool guard_toml(const SourceFile& file, Problems& problems) {
  const std::string_view text = file.text;
  if (text.size() > kRuleFileBytes) {
    problems.add(Code::too_large, place_of(file, 0), "the file has more than 1 MiB", "split the pack");
    return false;
  }
  if (const auto bad = first_bad_utf8(text)) {
    problems.add(Code::unreadable_text, place_of(file, *bad), "this byte is not UTF-8 text",
                 "save the file as UTF-8");
    return false;
  }
  if (const std::size_t nul = text.find('\0'); nul != std::string_view::npos) {
    problems.add(Code::unreadable_text, place_of(file, nul), "a NUL byte does not belong in a text file",
                 "save the file as UTF-8");
    return false;
  }
  const std::size_t excess = NestingScan(text).find_excess();
  if (excess == std::string_view::npos) return true;
  problems.add(
      Code::too_large, place_of(file, excess),
      text[excess] == '.' ? "a key of more than 32 dotted parts" : "brackets nested more than 32 deep");
  return false;
}

}  // namespace caveat::rules
