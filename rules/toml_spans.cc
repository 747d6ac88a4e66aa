#include "rules/toml_spans.h"

#include <algorithm>
#include <map>
#include <utility>

#include "rules/byte_order_mark.h"
#include "rules/toml.h"
#include "rules/toml_guard.h"

namespace caveat::rules {

namespace {

constexpr std::string_view kSpanBlanks = " \t";
constexpr std::string_view kBlanksAndEnds = " \t\r\n";

/// The part of a key that is written in quotes, by the parser itself.
std::optional<std::string> unquoted(std::string_view written) {
  std::vector<Diagnostic> ignored;
  const auto table = parse_toml("key", std::string(written) + " = 0", ignored);
  if (!table || table->size() != 1) return std::nullopt;
  return table->front().key;
}

/// Trusts the text to be TOML: what is not sets `failed_`, or is taken for something else.
class SpanScanner {
 public:
  explicit SpanScanner(std::string_view text)
      : text_(text), offset_(text.starts_with(kByteOrderMark) ? 3 : 0) {}

  std::optional<std::vector<TomlStatement>> document() {
    std::vector<TomlStatement> statements;
    for (;;) {
      skip_to_statement();
      if (offset_ >= text_.size()) return statements;
      TomlStatement statement = at('[') ? heading() : pair_statement();
      if (failed_) return std::nullopt;
      statements.push_back(std::move(statement));
    }
  }

 private:
  bool at(char c) const { return offset_ < text_.size() && text_[offset_] == c; }
  bool take(char c) {
    if (!at(c)) return false;
    ++offset_;
    return true;
  }
  void expect(char c) { failed_ = !take(c) || failed_; }

  void skip(std::string_view characters) {
    offset_ = std::min(text_.find_first_not_of(characters, offset_), text_.size());
  }

  /// Over blanks, line ends and comments.
  void skip_to_statement() {
    for (skip(kBlanksAndEnds); at('#'); skip(kBlanksAndEnds)) {
      offset_ = std::min(text_.find('\n', offset_), text_.size());
    }
  }

  TomlStatement heading() {
    TomlStatement statement;
    statement.span.begin = offset_;
    expect('[');
    const bool of_list = take('[');
    statement.kind = of_list ? TomlStatement::Kind::item_of_tables : TomlStatement::Kind::table;
    statement.pair.key = key(statement.pair.key_span);
    expect(']');
    if (of_list) expect(']');
    statement.span.end = offset_;
    return statement;
  }

  TomlStatement pair_statement() {
    TomlStatement statement;
    statement.pair = pair();
    statement.span = {statement.pair.key_span.begin, statement.pair.value.span.end};
    return statement;
  }

  SpannedPair pair() {
    SpannedPair out;
    out.key = key(out.key_span);
    expect('=');
    skip(kSpanBlanks);
    out.value = value();
    return out;
  }

  std::vector<std::string> key(ByteSpan& span) {
    std::vector<std::string> parts;
    skip(kSpanBlanks);
    span.begin = offset_;
    do {
      skip(kSpanBlanks);
      if (at('"') || at('\'')) {
        const ByteSpan quoted = string();
        auto part = unquoted(text_.substr(quoted.begin, quoted.end - quoted.begin));
        failed_ = failed_ || !part;
        parts.push_back(std::move(part).value_or(""));
      } else {
        const ByteSpan bare_part = bare(" \t.=]\r\n#\"'");
        parts.emplace_back(text_.substr(bare_part.begin, bare_part.end - bare_part.begin));
      }
      span.end = offset_;
      skip(kSpanBlanks);
    } while (!failed_ && take('.'));
    return parts;
  }

  ByteSpan bare(std::string_view ends) {
    const std::size_t begin = offset_;
    offset_ = std::min(text_.find_first_of(ends, offset_), text_.size());
    const std::size_t last = text_.substr(begin, offset_ - begin).find_last_not_of(kBlanksAndEnds);
    if (last == std::string_view::npos) {
      failed_ = true;
      return {begin, begin};
    }
    offset_ = begin + last + 1;
    return {begin, offset_};
  }

  SpannedValue value() {
    SpannedValue out;
    if (++depth_ > std::size_t{2} * kTomlDepth) failed_ = true;
    out.span.begin = offset_;
    if (failed_) {
    } else if (at('[')) {
      out.kind = SpannedValue::Kind::list;
      out.members = items();
    } else if (at('{')) {
      out.kind = SpannedValue::Kind::inline_table;
      out.members = pairs();
    } else if (at('"') || at('\'')) {
      string();
    } else {
      bare(",]}#\r\n");
    }
    --depth_;
    out.span.end = offset_;
    return out;
  }

  std::vector<SpannedPair> items() {
    std::vector<SpannedPair> out;
    expect('[');
    while (!failed_) {
      skip_to_statement();
      if (take(',')) continue;
      if (take(']')) break;
      out.push_back({{}, {offset_, offset_}, value()});
    }
    return out;
  }

  std::vector<SpannedPair> pairs() {
    std::vector<SpannedPair> out;
    expect('{');
    for (skip(kSpanBlanks); !failed_ && !take('}'); skip(kSpanBlanks)) {
      out.push_back(pair());
      skip(kSpanBlanks);
      if (!take(',') && !at('}')) failed_ = true;
    }
    return out;
  }

  ByteSpan string() {
    const std::size_t begin = offset_;
    const char quote = text_[offset_];
    const std::string fence(3, quote);
    const bool multi_line = text_.substr(offset_, 3) == fence;
    offset_ += multi_line ? 3 : 1;
    while (offset_ < text_.size() && !(multi_line ? text_.substr(offset_, 3) == fence : at(quote))) {
      offset_ += quote == '"' && at('\\') ? 2 : 1;
    }
    offset_ += multi_line ? 3 : 1;
    // Up to two quotes may stand before the three that end it.
    for (int more = 0; multi_line && more < 2 && at(quote); ++more) ++offset_;
    failed_ = failed_ || offset_ > text_.size();
    offset_ = std::min(offset_, text_.size());
    return {begin, offset_};
  }

  std::string_view text_;
  std::size_t offset_;
  std::size_t depth_ = 0;
  bool failed_ = false;
};

/// Gives headings and pairs their paths: `[rules.remove]` is of the latest of `[[rules]]`.
class PathFinder {
 public:
  void find(TomlStatement& statement) {
    if (statement.kind == TomlStatement::Kind::pair) {
      statement.section = section_;
      statement.path = current_;
      for (const std::string& part : statement.pair.key) statement.path.emplace_back(part);
      return;
    }
    ++section_;
    TomlPath path;
    const std::vector<std::string>& parts = statement.pair.key;
    for (std::size_t i = 0; i < parts.size(); ++i) {
      path.emplace_back(parts[i]);
      const bool is_last = i + 1 == parts.size();
      if (is_last && statement.kind == TomlStatement::Kind::item_of_tables) ++counts_[path];
      const auto counted = counts_.find(path);
      if (counted != counts_.end()) path.emplace_back(counted->second - 1);
    }
    current_ = statement.path = std::move(path);
  }

 private:
  std::map<TomlPath, std::size_t> counts_;
  TomlPath current_;
  std::size_t section_ = 0;
};

}  // namespace

std::optional<std::vector<TomlStatement>> spans_of(std::string_view text) {
  auto statements = SpanScanner(text).document();
  if (!statements) return std::nullopt;
  PathFinder paths;
  for (TomlStatement& statement : *statements) paths.find(statement);
  return statements;
}

}  // namespace caveat::rules
