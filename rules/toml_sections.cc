#include "rules/toml_sections.h"

#include <algorithm>
#include <array>

#include "rules/byte_order_mark.h"

namespace caveat::rules {

namespace {

constexpr std::string_view kSectionBlanks = " \t";
constexpr std::size_t kNone = std::string_view::npos;

/// In which order packs have their tables.
constexpr std::array<std::string_view, 5> kOrder = {"pack", "regions", "notices", "rules", "tests"};

std::size_t rank_of(const TomlPath& path) {
  const auto* key = path.empty() ? nullptr : std::get_if<std::string>(&path.front());
  const auto found = key == nullptr ? kOrder.end() : std::find(kOrder.begin(), kOrder.end(), *key);
  return static_cast<std::size_t>(found - kOrder.begin());
}

bool is_heading(const TomlStatement& statement) {
  return statement.kind != TomlStatement::Kind::pair;
}

std::size_t common_steps(const TomlPath& a, const TomlPath& b) {
  const auto [one, other] = std::mismatch(a.begin(), a.end(), b.begin(), b.end());
  return static_cast<std::size_t>(one - a.begin());
}

std::size_t begin_of_line(std::string_view text, std::size_t offset) {
  const std::size_t end = offset == 0 ? kNone : text.rfind('\n', offset - 1);
  if (end != kNone) return end + 1;
  return text.starts_with(kByteOrderMark) ? 3 : 0;
}

/// Behind its line end.
std::size_t end_of_line(std::string_view text, std::size_t offset) {
  const std::size_t end = text.find('\n', offset);
  return end == kNone ? text.size() : end + 1;
}

std::string_view line_from(std::string_view text, std::size_t begin) {
  return text.substr(begin, end_of_line(text, begin) - begin);
}

/// Where the first character of `line` is that is no blank.
std::size_t first_of(std::string_view line) {
  return std::min(line.find_first_not_of(" \t\r\n"), line.size());
}

bool is_blank(std::string_view line) {
  return first_of(line) == line.size();
}

bool is_comment(std::string_view line) {
  return !is_blank(line) && line[first_of(line)] == '#';
}

std::size_t past_blanks(std::string_view text, std::size_t offset) {
  return std::min(text.find_first_not_of(kSectionBlanks, offset), text.size());
}

/// Behind the comma that follows, if one does.
std::size_t past_comma(std::string_view text, std::size_t offset) {
  const std::size_t comma = past_blanks(text, offset);
  return comma < text.size() && text[comma] == ',' ? comma + 1 : offset;
}

/// Whether only blanks and a comment follow in the line.
bool ends_line(std::string_view text, std::size_t offset) {
  const std::string_view rest = line_from(text, offset);
  return is_blank(rest) || is_comment(rest);
}

bool begins_line(std::string_view text, std::size_t offset) {
  const std::size_t begin = begin_of_line(text, offset);
  return is_blank(text.substr(begin, offset - begin));
}

std::string indent_of(std::string_view text, std::size_t offset) {
  const std::size_t begin = begin_of_line(text, offset);
  return std::string(text.substr(begin, offset - begin));
}

std::string joined(const std::vector<std::string>& items, const std::string& before,
                   const std::string& after) {
  std::string out;
  for (const std::string& item : items) out.append(before).append(item).append(after);
  return out;
}

}  // namespace

bool begins_with(const TomlPath& path, const TomlPath& beginning) {
  return path.size() >= beginning.size() && common_steps(path, beginning) == beginning.size();
}

TomlSections::TomlSections(std::string_view text, std::vector<TomlStatement> statements)
    : text_(text), statements_(std::move(statements)) {}

std::optional<TomlSections::PlaceInSection> TomlSections::place_in(const TomlPath& table) const {
  std::optional<PlaceInSection> place;
  bool has_heading = table.empty();
  TomlPath heading;
  if (table.empty()) place = {begin_of_line(text_, 0), 0, ""};
  for (const TomlStatement& statement : statements_) {
    if (is_heading(statement)) {
      heading = statement.path;
      if (heading != table) continue;
      has_heading = true;
      place = {end_of_line(text_, statement.span.end), table.size(), ""};
    } else if (heading == table ||
               (!has_heading && heading.size() < table.size() && begins_with(statement.path, table))) {
      place = {lines_of(statement).end, heading.size(), ""};
    }
  }
  if (place && place->offset == text_.size() && !text_.empty() && text_.back() != '\n') place->before = "\n";
  return place;
}

std::size_t TomlSections::place_for(const TomlPath& table) const {
  std::size_t best = statements_.size();
  std::size_t best_steps = 0;
  for (std::size_t i = 0; i < statements_.size(); ++i) {
    if (!is_heading(statements_[i])) continue;
    const std::size_t steps = common_steps(statements_[i].path, table);
    const bool in_order = rank_of(statements_[i].path) <= rank_of(table);
    if (steps > best_steps || (steps == best_steps && (steps > 0 || in_order))) {
      best = i;
      best_steps = steps;
    }
  }
  const std::size_t offset = behind_last_line(best < statements_.size() ? body_end(best) : text_.size());
  blank_line_ = offset == 0 ? "" : text_[offset - 1] == '\n' ? "\n" : "\n\n";
  return offset;
}

ByteSpan TomlSections::lines_of(const TomlStatement& pair) const {
  ByteSpan lines{begin_of_line(text_, pair.span.begin), end_of_line(text_, pair.span.end)};
  const std::size_t remark = past_blanks(text_, pair.span.end);
  if (remark >= text_.size() || text_[remark] != '#') return lines;
  // Comments on the lines below that stand under that one go on with it.
  const std::size_t column = remark - begin_of_line(text_, remark);
  while (lines.end < text_.size()) {
    const std::string_view line = line_from(text_, lines.end);
    if (!is_comment(line) || first_of(line) + 1 < column) break;
    lines.end += line.size();
  }
  return lines;
}

std::vector<ByteSpan> TomlSections::all_below(const TomlPath& path) const {
  std::vector<ByteSpan> spans;
  const auto add = [&spans](ByteSpan span) {
    if (!spans.empty() && span.begin <= spans.back().end) {
      spans.back().end = std::max(spans.back().end, span.end);
    } else {
      spans.push_back(span);
    }
  };
  bool below = false;
  for (std::size_t i = 0; i < statements_.size(); ++i) {
    const TomlStatement& statement = statements_[i];
    const bool inside = begins_with(statement.path, path);
    if (is_heading(statement)) {
      below = inside;
      if (below) add({block_begin(statement), body_end(i)});
    } else if (inside && !below) {
      add(lines_of(statement));
    }
  }
  if (!spans.empty() && spans.back().end == text_.size())
    spans.back().begin = std::min(spans.back().begin, behind_last_line(spans.back().begin));
  return spans;
}

/// With the comments directly above it.
std::size_t TomlSections::block_begin(const TomlStatement& heading) const {
  std::size_t above = 0;
  for (const TomlStatement& one : statements_) {
    if (one.span.begin < heading.span.begin) above = end_of_line(text_, one.span.end);
  }
  std::size_t begin = begin_of_line(text_, heading.span.begin);
  while (begin > above) {
    const std::size_t before = begin_of_line(text_, begin - 1);
    if (before < above || before >= begin || !is_comment(line_from(text_, before))) break;
    begin = before;
  }
  return begin;
}

std::size_t TomlSections::body_end(std::size_t statement) const {
  for (std::size_t i = statement + 1; i < statements_.size(); ++i) {
    if (is_heading(statements_[i])) return block_begin(statements_[i]);
  }
  return text_.size();
}

/// Of the lines before `end`, behind the last one that is not blank.
std::size_t TomlSections::behind_last_line(std::size_t end) const {
  while (end > 0) {
    const std::size_t begin = begin_of_line(text_, end - 1);
    if (begin >= end || !is_blank(text_.substr(begin, end - begin))) break;
    end = begin;
  }
  return end;
}

ByteSpan span_of_items(std::string_view text, const SpannedValue& list, std::size_t first, std::size_t last) {
  const auto& items = list.members;
  const ByteSpan span{items[first].value.span.begin, items[last - 1].value.span.end};
  const std::size_t with_comma = past_comma(text, span.end);
  if (begins_line(text, span.begin) && ends_line(text, with_comma))
    return {begin_of_line(text, span.begin), end_of_line(text, with_comma)};
  if (last < items.size()) return {span.begin, items[last].value.span.begin};
  if (first == 0) return {span.begin, with_comma};
  const std::size_t before = items[first - 1].value.span.end;
  const bool other_line = text.substr(before, span.begin - before).find_first_of("\n#") != kNone;
  return other_line ? ByteSpan{span.begin, with_comma} : ByteSpan{before, span.end};
}

ByteSpan span_of_pair(const SpannedValue& table, std::size_t index) {
  const auto& pairs = table.members;
  const ByteSpan span{pairs[index].key_span.begin, pairs[index].value.span.end};
  if (index + 1 < pairs.size()) return {span.begin, pairs[index + 1].key_span.begin};
  return index == 0 ? span : ByteSpan{pairs[index - 1].value.span.end, span.end};
}

std::vector<std::pair<std::size_t, std::string>> texts_of_new_items(std::string_view text,
                                                                    const SpannedValue& list, std::size_t at,
                                                                    const std::vector<std::string>& items) {
  const auto& old = list.members;
  if (old.empty()) {
    std::string all = joined(items, "", ", ");
    // Comments may follow in the list.
    if (past_blanks(text, list.span.begin + 1) + 1 == list.span.end) all.resize(all.size() - 2);
    return {{list.span.begin + 1, all}};
  }
  if (at < old.size()) {
    const std::size_t next = old[at].value.span.begin;
    if (!begins_line(text, next)) return {{next, joined(items, "", ", ")}};
    return {{begin_of_line(text, next), joined(items, indent_of(text, next), ",\n")}};
  }
  const ByteSpan last = old.back().value.span;
  const std::size_t with_comma = past_comma(text, last.end);
  if (!begins_line(text, last.begin)) return {{last.end, joined(items, ", ", "")}};
  const std::string indent = indent_of(text, last.begin);
  if (!ends_line(text, with_comma)) return {{last.end, joined(items, ",\n" + indent, "")}};
  std::vector<std::pair<std::size_t, std::string>> texts;
  if (with_comma == last.end) texts.emplace_back(last.end, ",");
  texts.emplace_back(end_of_line(text, with_comma), joined(items, indent, ",\n"));
  return texts;
}

}  // namespace caveat::rules
