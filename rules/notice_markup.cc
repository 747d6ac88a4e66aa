#include "rules/notice_markup.h"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include "rules/nearest_name.h"
#include "rules/notice_variables.h"

namespace caveat::rules {

namespace {

using PieceKind = NoticePiece::Kind;

bool is_name_character(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '-' ||
         c == ' ' || c == '.';
}

std::string backticked(std::string_view text) {
  return "`" + std::string(text) + "`";
}

/// Where a character stands next. Asked from left to right, it reads the text once.
class NextCharacter {
 public:
  NextCharacter(std::string_view text, char wanted) : text_(text), wanted_(wanted) {}

  /// From `offset` on; npos if it comes no more.
  std::size_t at(std::size_t offset) {
    if (!known_ || offset < from_ || offset > found_) {
      found_ = text_.find(wanted_, offset);
      from_ = offset;
      known_ = true;
    }
    return found_;
  }

 private:
  std::string_view text_;
  char wanted_;
  bool known_ = false;
  std::size_t from_ = 0;
  std::size_t found_ = 0;
};

class MarkupParser {
 public:
  MarkupParser(std::string_view text, std::vector<MarkupError>& errors) : text_(text), errors_(errors) {}

  NoticeMarkup parse() {
    while (offset_ < text_.size()) step();
    end_paragraph();
    return std::move(markup_);
  }

 private:
  void step() {
    const std::string_view rest = text_.substr(offset_);
    if (rest[0] == '\n' && take_blank_lines()) return;
    if (rest.starts_with("**")) return toggle_bold();
    if (rest[0] == '{' && take_variable(markup_.pieces)) return;
    if (rest[0] == '[' && !link_end_ && begin_link()) return;
    if (link_end_ && offset_ == *link_end_) return end_link();
    if (rest[0] == '<') warn_about_html(rest);
    put(rest[0]);
    ++offset_;
  }

  void put(char c) {
    if (markup_.pieces.empty() || markup_.pieces.back().kind != PieceKind::text) {
      if (c == '\n' || c == ' ' || c == '\r') {
        const bool paragraph_begins =
            markup_.pieces.empty() || markup_.pieces.back().kind == PieceKind::paragraph_end;
        if (paragraph_begins) return;
      }
      markup_.pieces.push_back({PieceKind::text, {}, {}});
    }
    if (c != '\r') markup_.pieces.back().text += c;
  }

  bool take_blank_lines() {
    std::size_t end = offset_;
    int lines = 0;
    while (end < text_.size() && std::string_view(" \t\r\n").find(text_[end]) != std::string_view::npos) {
      lines += text_[end] == '\n' ? 1 : 0;
      ++end;
    }
    if (lines < 2 && end < text_.size()) return false;
    end_paragraph();
    offset_ = end;
    return true;
  }

  void end_paragraph() {
    if (bold_begin_) fail(Code::bad_markup, *bold_begin_, 2, "`**` is not closed in this paragraph");
    if (bold_begin_) markup_.pieces.push_back({PieceKind::bold_end, {}, {}});
    bold_begin_.reset();
    if (markup_.pieces.empty() || markup_.pieces.back().kind == PieceKind::paragraph_end) return;
    trim_last_text();
    markup_.pieces.push_back({PieceKind::paragraph_end, {}, {}});
  }

  void trim_last_text() {
    NoticePiece& last = markup_.pieces.back();
    while (last.kind == PieceKind::text && (last.text.ends_with(' ') || last.text.ends_with('\n')))
      last.text.pop_back();
  }

  void toggle_bold() {
    if (link_end_) {
      fail(Code::bad_markup, offset_, 2, "bold cannot begin or end inside a link",
           "write **[text](https://...)**");
    } else if (bold_begin_) {
      markup_.pieces.push_back({PieceKind::bold_end, {}, {}});
      bold_begin_.reset();
    } else {
      markup_.pieces.push_back({PieceKind::bold_begin, {}, {}});
      bold_begin_ = offset_;
    }
    offset_ += 2;
  }

  bool take_variable(std::vector<NoticePiece>& into) {
    const std::size_t close = closing_brace_.at(offset_);
    if (close == std::string_view::npos) return false;
    const std::string_view name = text_.substr(offset_ + 1, close - offset_ - 1);
    if (name.empty() || !std::all_of(name.begin(), name.end(), is_name_character)) return false;
    const auto known = notice_variables();
    if (std::find(known.begin(), known.end(), name) == known.end()) {
      fail(Code::unknown_variable, offset_, close + 1 - offset_,
           "notices know no variable " + backticked("{" + std::string(name) + "}"),
           did_you_mean(name, known));
    }
    into.push_back({PieceKind::variable, std::string(name), {}});
    auto& used = markup_.variables;
    if (std::find(used.begin(), used.end(), name) == used.end()) used.emplace_back(name);
    offset_ = close + 1;
    return true;
  }

  bool begin_link() {
    const std::size_t close = closing_bracket_.at(offset_);
    if (close == std::string_view::npos || close + 1 >= text_.size() || text_[close + 1] != '(') return false;
    const std::size_t end = closing_parenthesis_.at(close);
    if (end == std::string_view::npos || line_end_.at(offset_) < end) {
      fail(Code::bad_markup, offset_, close + 2 - offset_, "the link's address is not closed with `)`");
      return false;
    }
    if (close == offset_ + 1) fail(Code::bad_markup, offset_, 2, "a link without text");
    NoticePiece link{PieceKind::link_begin, {}, link_target(close + 2, end)};
    markup_.pieces.push_back(std::move(link));
    link_end_ = close;
    after_link_ = end + 1;
    ++offset_;
    return true;
  }

  void end_link() {
    markup_.pieces.push_back({PieceKind::link_end, {}, {}});
    link_end_.reset();
    offset_ = after_link_;
  }

  std::vector<NoticePiece> link_target(std::size_t begin, std::size_t end) {
    std::vector<NoticePiece> target;
    const std::size_t resume = offset_;
    for (offset_ = begin; offset_ < end;) {
      if (text_[offset_] == '{' && take_variable(target)) continue;
      if (target.empty() || target.back().kind != PieceKind::text)
        target.push_back({PieceKind::text, {}, {}});
      target.back().text += text_[offset_++];
    }
    offset_ = resume;
    check_target(target, begin, end);
    return target;
  }

  void check_target(const std::vector<NoticePiece>& target, std::size_t begin, std::size_t end) {
    constexpr std::array<std::string_view, 3> kSchemes = {"https://", "http://", "mailto:"};
    const std::size_t length = std::max<std::size_t>(1, end - begin);
    const std::string_view first =
        target.empty() ? std::string_view() : std::string_view(target.front().text);
    const bool by_variable = !target.empty() && target.front().kind == PieceKind::variable;
    const bool by_scheme = std::any_of(kSchemes.begin(), kSchemes.end(), [first](std::string_view scheme) {
      return first.starts_with(scheme);
    });
    if (by_variable ? first == "reference" || first == "url" : by_scheme) return;
    fail(Code::bad_markup, begin, length, "a link leads to an https, http or mailto address",
         "write (https://...) or ({reference})");
  }

  void warn_about_html(std::string_view rest) {
    const bool tag = rest.size() > 1 && (rest[1] == '/' || (rest[1] >= 'a' && rest[1] <= 'z'));
    const std::size_t close = rest.find_first_of("<>", 1);
    if (!tag || close == std::string_view::npos || rest[close] == '<') return;
    fail(Code::markup_is_text, offset_, close + 1,
         "readers will see " + backticked(rest.substr(0, close + 1)) + " as it is written, not as HTML");
  }

  void fail(Code code, std::size_t offset, std::size_t length, std::string message,
            std::string suggestion = {}) {
    errors_.push_back({code, offset, length, std::move(message), std::move(suggestion)});
  }

  std::string_view text_;
  std::vector<MarkupError>& errors_;
  NoticeMarkup markup_;
  std::size_t offset_ = 0;
  std::optional<std::size_t> bold_begin_;
  std::optional<std::size_t> link_end_;
  std::size_t after_link_ = 0;
  NextCharacter closing_brace_{text_, '}'};
  NextCharacter closing_bracket_{text_, ']'};
  NextCharacter closing_parenthesis_{text_, ')'};
  NextCharacter line_end_{text_, '\n'};
};

}  // namespace

NoticeMarkup parse_notice_markup(std::string_view text, std::vector<MarkupError>& errors) {
  return MarkupParser(text, errors).parse();
}

}  // namespace caveat::rules
