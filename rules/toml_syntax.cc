#include "rules/toml_syntax.h"

#include <algorithm>
#include <utility>

#include "rules/byte_order_mark.h"
#include "rules/display_width.h"
#include "rules/toml_guard.h"

namespace caveat::rules {

namespace {

constexpr std::string_view kBlanks = " \t";

std::string normalised(std::string_view text) {
  if (text.starts_with(kByteOrderMark)) text.remove_prefix(3);
  std::string out;
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '\r' && i + 1 < text.size() && text[i + 1] == '\n') continue;
    out += text[i];
  }
  return out;
}

std::string_view without_blanks_behind(std::string_view text) {
  const std::size_t last = text.find_last_not_of(" \t\r");
  return text.substr(0, last == std::string_view::npos ? 0 : last + 1);
}

/// Trusts the text to be TOML: what is not sets `failed_`, or is taken for something else.
class TomlScanner {
 public:
  explicit TomlScanner(std::string_view text) : text_(text) {}

  std::optional<TomlSyntax> document() {
    TomlSyntax lines;
    while (!failed_) {
      const int line_ends = skip_line_ends();
      if (at_end()) return lines;
      WrittenLine line = at('#') ? comment_line() : at('[') ? header() : pair();
      line.after_blank_line = line_ends > 1;
      if (line.kind != WrittenLine::Kind::comment) take_remarks(line);
      skip_blanks();
      if (!at_end() && !at('\n')) failed_ = true;
      lines.push_back(std::move(line));
    }
    return std::nullopt;
  }

 private:
  bool at_end() const { return offset_ >= text_.size(); }
  bool at(char c) const { return !at_end() && text_[offset_] == c; }

  bool take(char c) {
    if (!at(c)) return false;
    ++offset_;
    return true;
  }

  void expect(char c) { failed_ = !take(c) || failed_; }

  std::size_t past_blanks(std::size_t offset) const {
    const std::size_t next = text_.find_first_not_of(kBlanks, offset);
    return next == std::string_view::npos ? text_.size() : next;
  }

  void skip_blanks() { offset_ = past_blanks(offset_); }

  int skip_line_ends() {
    int count = 0;
    for (skip_blanks(); take('\n'); skip_blanks()) ++count;
    return count;
  }

  std::size_t column_of(std::size_t offset) const {
    const std::size_t line_end = text_.substr(0, offset).rfind('\n');
    const std::size_t begin = line_end == std::string_view::npos ? 0 : line_end + 1;
    return display_width(text_.substr(begin, offset - begin));
  }

  std::string comment() {
    const std::size_t end = std::min(text_.find('\n', offset_), text_.size());
    const std::string_view written = text_.substr(offset_, end - offset_);
    offset_ = end;
    return std::string(without_blanks_behind(written));
  }

  WrittenLine comment_line() {
    WrittenLine line;
    line.text = comment();
    return line;
  }

  /// The comment beside the code that ends here, and those below that begin to the right of the code's end:
  /// to the right of where comments of their own line stand in a list as deep, so that the layout can tell.
  void take_remarks(WrittenLine& line) {
    const std::size_t code_end = offset_;
    skip_blanks();
    if (!at('#')) return;
    const std::size_t leftmost = std::max(column_of(code_end), kListIndent * depth_) + 1;
    line.remarks.push_back(comment());
    while (at('\n')) {
      const std::size_t next = past_blanks(offset_ + 1);
      if (next >= text_.size() || text_[next] != '#' || column_of(next) < leftmost) return;
      offset_ = next;
      line.remarks.push_back(comment());
    }
  }

  WrittenLine header() {
    WrittenLine line;
    line.kind = WrittenLine::Kind::header;
    expect('[');
    const bool of_list = take('[');
    line.text = (of_list ? "[[" : "[") + key() + (of_list ? "]]" : "]");
    expect(']');
    if (of_list) expect(']');
    return line;
  }

  WrittenLine pair() {
    WrittenLine line;
    line.kind = WrittenLine::Kind::pair;
    line.text = key();
    expect('=');
    skip_blanks();
    line.value = value();
    return line;
  }

  /// Parts and the dots between them; the blanks behind it are skipped.
  std::string key() {
    std::string out;
    do {
      skip_blanks();
      out += at('"') || at('\'') ? string() : bare(" \t.=]\n#\"'");
      skip_blanks();
      if (at('.')) out += '.';
    } while (!failed_ && take('.'));
    return out;
  }

  std::string bare(std::string_view ends) {
    const std::size_t end = std::min(text_.find_first_of(ends, offset_), text_.size());
    const std::string_view written = without_blanks_behind(text_.substr(offset_, end - offset_));
    failed_ = failed_ || written.empty();
    offset_ += written.size();
    return std::string(written);
  }

  WrittenValue value() {
    if (at('[')) return list();
    if (at('{')) return inline_table();
    WrittenValue out;
    out.text = at('"') || at('\'') ? string() : bare(",]}#\n");
    return out;
  }

  WrittenValue list() {
    WrittenValue out;
    out.kind = WrittenValue::Kind::list;
    expect('[');
    if (++depth_ > std::size_t{kTomlDepth}) failed_ = true;
    for (bool after_blank_line = false; !failed_;) {
      const int line_ends = skip_line_ends();
      out.broken = out.broken || line_ends > 0;
      after_blank_line = after_blank_line || line_ends > 1;
      if (take(',')) continue;
      if (take(']')) break;
      WrittenLine line = at('#') ? comment_line() : item();
      line.after_blank_line = std::exchange(after_blank_line, false);
      out.lines.push_back(std::move(line));
    }
    --depth_;
    return out;
  }

  WrittenLine item() {
    WrittenLine line;
    line.kind = WrittenLine::Kind::item;
    line.value = value();
    const std::size_t comma = past_blanks(offset_);
    if (comma < text_.size() && text_[comma] == ',') offset_ = comma + 1;
    take_remarks(line);
    return line;
  }

  WrittenValue inline_table() {
    WrittenValue out;
    out.kind = WrittenValue::Kind::inline_table;
    expect('{');
    if (++tables_ > std::size_t{kTomlDepth}) failed_ = true;
    for (skip_blanks(); !failed_ && !take('}'); skip_blanks()) {
      out.lines.push_back(pair());
      skip_blanks();
      if (!take(',') && !at('}')) failed_ = true;
    }
    --tables_;
    return out;
  }

  std::string string() {
    const std::size_t begin = offset_;
    const char quote = text_[offset_];
    const std::string fence(3, quote);
    const bool multi_line = text_.substr(offset_, 3) == fence;
    offset_ += multi_line ? 3 : 1;
    while (!at_end() && !(multi_line ? text_.substr(offset_, 3) == fence : at(quote))) {
      offset_ += quote == '"' && at('\\') ? 2 : 1;
    }
    offset_ += multi_line ? 3 : 1;
    // Up to two quotes may stand before the three that end it.
    for (int more = 0; multi_line && more < 2 && at(quote); ++more) ++offset_;
    failed_ = failed_ || offset_ > text_.size();
    offset_ = std::min(offset_, text_.size());
    return std::string(text_.substr(begin, offset_ - begin));
  }

  std::string_view text_;
  std::size_t offset_ = 0;
  std::size_t depth_ = 0;   ///< of lists
  std::size_t tables_ = 0;  ///< the depth of inline tables
  bool failed_ = false;
};

void append_token(std::string_view kind, std::string_view text, std::string& out) {
  out += std::string(kind) + " " + std::to_string(text.size()) + "\n" + std::string(text) + "\n";
}

void append_lines(std::span<const WrittenLine> lines, std::string& out);

void append_value(const WrittenValue& value, std::string& out) {
  if (value.kind == WrittenValue::Kind::scalar) return append_token("value", value.text, out);
  out += value.kind == WrittenValue::Kind::list ? "list\n" : "table\n";
  append_lines(value.lines, out);
  out += "end\n";
}

void append_lines(std::span<const WrittenLine> lines, std::string& out) {
  for (const WrittenLine& line : lines) {
    if (line.kind == WrittenLine::Kind::comment) append_token("comment", line.text, out);
    if (line.kind == WrittenLine::Kind::header) append_token("header", line.text, out);
    if (line.kind == WrittenLine::Kind::pair) append_token("key", line.text, out);
    if (line.kind == WrittenLine::Kind::pair || line.kind == WrittenLine::Kind::item)
      append_value(line.value, out);
    for (const std::string& remark : line.remarks) append_token("remark", remark, out);
  }
}

}  // namespace

std::optional<TomlSyntax> scan_toml(std::string_view text) {
  const std::string lines = normalised(text);
  return TomlScanner(lines).document();
}

std::string token_text(std::span<const WrittenLine> syntax) {
  std::string out;
  append_lines(syntax, out);
  return out;
}

}  // namespace caveat::rules
