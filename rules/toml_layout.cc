#include "rules/toml_layout.h"

#include <algorithm>
#include <string_view>
#include <vector>

#include "rules/display_width.h"

namespace caveat::rules {

namespace {

using LineKind = WrittenLine::Kind;
using Lines = std::span<const WrittenLine>;

/// A longer key does not move the = of its neighbours.
constexpr std::size_t kWidestKey = 32;
/// Behind longer code a comment does not move those of the neighbours.
constexpr std::size_t kWidestCode = 70;
constexpr std::size_t kBeforeRemark = 4;

/// Where a value stands.
struct Spot {
  std::size_t indent = 0;  ///< of the line
  std::size_t column = 0;  ///< in which the value begins
  /// Set within an inline table, which cannot be broken itself: whether its line is too long.
  bool in_table = false;
  bool too_long = false;
};

/// Whether something in the value keeps the lists around it from standing on one line.
bool must_break(const WrittenValue& value) {
  if (value.kind == WrittenValue::Kind::scalar) return value.text.find('\n') != std::string::npos;
  return std::any_of(value.lines.begin(), value.lines.end(), [&value](const WrittenLine& line) {
    const bool parted = line.after_blank_line && &line != &value.lines.front();
    return parted || line.kind == LineKind::comment || !line.remarks.empty() || must_break(line.value);
  });
}

std::string on_one_line(const WrittenValue& value) {
  if (value.kind == WrittenValue::Kind::scalar) return value.text;
  std::string parts;
  for (const WrittenLine& line : value.lines) {
    parts += parts.empty() ? "" : ", ";
    if (line.kind == LineKind::pair) parts += line.text + " = ";
    parts += on_one_line(line.value);
  }
  if (value.kind == WrittenValue::Kind::list) return "[" + parts + "]";
  return parts.empty() ? "{}" : "{ " + parts + " }";
}

std::string laid_out(Lines lines, const std::vector<bool>& after_blank_line, std::size_t indent);

std::string list_text(const WrittenValue& list, const Spot& spot) {
  std::string flat = on_one_line(list);
  const bool too_wide =
      spot.in_table ? list.broken && spot.too_long : spot.column + display_width(flat) > kWidestLaidLine;
  if (!must_break(list) && !(too_wide && !list.lines.empty())) return flat;
  std::vector<bool> after_blank_line;
  for (const WrittenLine& line : list.lines)
    after_blank_line.push_back(line.after_blank_line && !after_blank_line.empty());
  return "[\n" + laid_out(list.lines, after_blank_line, spot.indent + kListIndent) +
         std::string(spot.indent, ' ') + "]";
}

std::string value_text(const WrittenValue& value, const Spot& spot) {
  if (value.kind == WrittenValue::Kind::scalar) return value.text;
  if (value.kind == WrittenValue::Kind::list) return list_text(value, spot);
  if (value.lines.empty()) return "{}";
  Spot inner = spot;
  inner.in_table = true;
  if (!spot.in_table) inner.too_long = spot.column + display_width(on_one_line(value)) > kWidestLaidLine;
  std::string parts;
  for (const WrittenLine& pair : value.lines)
    parts += (parts.empty() ? "" : ", ") + pair.text + " = " + value_text(pair.value, inner);
  return "{ " + parts + " }";
}

/// The code of a line, to which its remarks are still to be added.
struct Code {
  std::string text;
  std::size_t width = 0;  ///< of its last line
  const std::vector<std::string>* remarks = nullptr;

  bool can_align() const {
    return !remarks->empty() && text.find('\n') == std::string::npos && width <= kWidestCode;
  }
};

Code code_of(const WrittenLine& line, std::size_t key_width, std::size_t indent) {
  Code code;
  code.remarks = &line.remarks;
  code.text = std::string(indent, ' ');
  if (line.kind == LineKind::comment || line.kind == LineKind::header) code.text += line.text;
  if (line.kind == LineKind::pair) {
    const std::size_t width = display_width(line.text);
    code.text += line.text + std::string(key_width > width ? key_width - width : 0, ' ') + " = ";
  }
  if (line.kind == LineKind::pair || line.kind == LineKind::item)
    code.text += value_text(line.value, {.indent = indent, .column = display_width(code.text)});
  if (line.kind == LineKind::item) code.text += ",";
  const std::size_t line_end = code.text.rfind('\n');
  code.width =
      display_width(std::string_view(code.text).substr(line_end == std::string::npos ? 0 : line_end + 1));
  return code;
}

std::size_t widest(const std::vector<std::string>& remarks) {
  std::size_t width = 0;
  for (const std::string& remark : remarks) width = std::max(width, display_width(remark));
  return width;
}

void append_with_remarks(const Code& code, std::size_t column, std::size_t indent, std::string& out) {
  const std::size_t beside = std::max(code.width, indent) + kBeforeRemark;
  const std::size_t width_of_remarks = widest(*code.remarks);
  const bool fits = column + width_of_remarks <= kWidestLaidLine;
  const bool fits_nowhere = beside + width_of_remarks > kWidestLaidLine;
  const bool aligned = code.can_align() && (fits || fits_nowhere);
  const std::size_t begin = aligned ? column : beside;
  out += code.text;
  std::size_t width = code.width;
  for (const std::string& remark : *code.remarks) {
    if (&remark != &code.remarks->front()) {
      out += '\n';
      width = 0;
    }
    out += std::string(begin - width, ' ') + remark;
  }
  out += '\n';
}

/// Adjacent pairs, adjacent items, or one other line.
std::string block_text(Lines block, std::size_t indent) {
  std::size_t key_width = 0;
  for (const WrittenLine& line : block) {
    const std::size_t width = line.kind == LineKind::pair ? display_width(line.text) : 0;
    if (width <= kWidestKey) key_width = std::max(key_width, width);
  }
  std::vector<Code> codes;
  std::size_t column = 0;
  for (const WrittenLine& line : block) {
    codes.push_back(code_of(line, key_width, indent));
    if (codes.back().can_align()) column = std::max(column, codes.back().width + kBeforeRemark);
  }
  std::string out;
  for (const Code& code : codes) append_with_remarks(code, column, indent, out);
  return out;
}

std::string laid_out(Lines lines, const std::vector<bool>& after_blank_line, std::size_t indent) {
  std::string out;
  for (std::size_t begin = 0; begin < lines.size();) {
    const LineKind kind = lines[begin].kind;
    std::size_t end = begin + 1;
    const bool grows = kind == LineKind::pair || kind == LineKind::item;
    while (grows && end < lines.size() && lines[end].kind == kind && !after_blank_line[end]) ++end;
    if (after_blank_line[begin]) out += '\n';
    out += block_text(lines.subspan(begin, end - begin), indent);
    begin = end;
  }
  return out;
}

/// Before which lines of a document an empty one stands.
std::vector<bool> blank_lines_of(Lines lines) {
  std::vector<bool> blank(lines.size(), false);
  for (std::size_t i = 1; i < lines.size(); ++i) {
    if (lines[i].kind != LineKind::header) {
      blank[i] = lines[i].after_blank_line && lines[i - 1].kind != LineKind::header;
      continue;
    }
    std::size_t first = i;
    while (first > 0 && lines[first - 1].kind == LineKind::comment && !lines[first].after_blank_line) --first;
    blank[first] = first > 0;
  }
  return blank;
}

}  // namespace

std::string lay_out(std::span<const WrittenLine> syntax) {
  return laid_out(syntax, blank_lines_of(syntax), 0);
}

}  // namespace caveat::rules
