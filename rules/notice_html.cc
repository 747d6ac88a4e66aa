#include "rules/notice_html.h"

#include <array>
#include <cstdio>

#include "rules/language_tag.h"
#include "rules/markup_reference.h"
#include "rules/notice_words.h"
#include "rules/utf8.h"

namespace caveat::rules {

namespace {

using PieceKind = NoticePiece::Kind;

// Background and colour are both set, on each element that a page's own style might colour, so that the text
// stands out on light and dark pages alike (contrast above 7:1, WCAG 2.1, 1.4.6).
constexpr std::string_view kBoxStyle =
    "display:block;margin:1em 0;padding:1em;border:2px solid #8a1c1c;background:#fffbea;color:#1a1a1a;"
    "line-height:1.5;text-align:start";
constexpr std::string_view kPhraseStyle =
    "display:block;margin:.5em 0;padding:.5em .75em;border:1px solid "
    "#8a1c1c;background:#fffbea;color:#1a1a1a;"
    "font-size:1rem;line-height:1.5;text-align:start;white-space:normal";
constexpr std::string_view kParagraphStyle = "margin:0 0 .5em;color:#1a1a1a";
constexpr std::string_view kLinkStyle = "color:#0b3a82;text-decoration:underline";

class ParagraphWriter {
 public:
  ParagraphWriter(const VariableValue& value, bool in_phrase, std::string& out)
      : value_(value), in_phrase_(in_phrase), out_(out) {}

  void write(const NoticePiece& piece) {
    if (!open_ && piece.kind != PieceKind::paragraph_end) begin();
    switch (piece.kind) {
      case PieceKind::text:
        out_ += ascii_html(piece.text);
        break;
      case PieceKind::variable:
        out_ += ascii_html(value_(piece.text));
        break;
      case PieceKind::bold_begin:
        out_ += "<strong>";
        break;
      case PieceKind::bold_end:
        out_ += "</strong>";
        break;
      case PieceKind::link_begin:
        begin_link(piece);
        break;
      case PieceKind::link_end:
        out_ += "</a>";
        break;
      case PieceKind::paragraph_end:
        end();
        break;
    }
  }

 private:
  void begin() {
    out_ += in_phrase_ ? "<br>" : "<p style=\"" + std::string(kParagraphStyle) + "\">";
    open_ = true;
  }

  void end() {
    if (open_ && !in_phrase_) out_ += "</p>";
    open_ = false;
  }

  void begin_link(const NoticePiece& link) {
    std::string target;
    for (const NoticePiece& part : link.target)
      target += part.kind == PieceKind::variable ? value_(part.text) : part.text;
    out_ += "<a href=\"" + ascii_html(target) + "\" rel=\"noreferrer\" style=\"" + std::string(kLinkStyle) +
            "\">";
  }

  const VariableValue& value_;
  bool in_phrase_;
  std::string& out_;
  bool open_ = false;
};

void append_reference(std::string& out, char32_t code_point) {
  std::array<char, 16> reference{};
  std::snprintf(reference.data(), reference.size(), "&#x%X;", static_cast<unsigned>(code_point));
  out += reference.data();
}

std::string notice_attributes(const std::string& name, const NoticeText& text, std::string_view mark,
                              std::string_view style) {
  return "role=\"note\" aria-label=\"" + name + "\" lang=\"" + ascii_html(text.language) + "\" dir=\"" +
         std::string(text_direction(text.language)) + "\" data-caveat=\"" + ascii_html(mark) + "\" style=\"" +
         std::string(style) + "\"";
}

}  // namespace

std::string notice_html(NoticeKind kind, const NoticeText& text, std::string_view mark,
                        const VariableValue& value) {
  const std::string name = ascii_html(kind_name(kind, text.language));
  std::string out = "<div " + notice_attributes(name, text, mark, kBoxStyle) + ">";
  out += "<p style=\"" + std::string(kParagraphStyle) + "\"><strong>" + name + "</strong></p>";
  return out + notice_paragraphs(text, value) + "</div>";
}

std::string notice_paragraphs(const NoticeText& text, const VariableValue& value) {
  std::string out;
  ParagraphWriter writer(value, false, out);
  for (const NoticePiece& piece : text.markup.pieces) writer.write(piece);
  return out;
}

std::string notice_phrase_html(NoticeKind kind, const NoticeText& text, std::string_view mark,
                               const VariableValue& value) {
  const std::string name = ascii_html(kind_name(kind, text.language));
  std::string out =
      "<span " + notice_attributes(name, text, mark, kPhraseStyle) + "><strong>" + name + "</strong>";
  ParagraphWriter writer(value, true, out);
  for (const NoticePiece& piece : text.markup.pieces) writer.write(piece);
  return out + "</span>";
}

std::string ascii_html(std::string_view text) {
  std::string out;
  for (std::size_t offset = 0; offset < text.size();) {
    const CodePoint point = code_point_at(text, offset);
    offset += point.bytes;
    if (const std::string_view reference = markup_reference(point.value); !reference.empty()) {
      out += reference;
    } else if (point.value == '\t' || point.value == '\n') {
      out += ' ';
    } else if (point.value >= 0x20 && point.value < 0x7F) {
      out += static_cast<char>(point.value);
    } else if (point.value >= 0xA0) {
      append_reference(out, point.value);
    }
  }
  return out;
}

std::string_view text_direction(std::string_view language) {
  return is_right_to_left(language) ? "rtl" : "ltr";
}

}  // namespace caveat::rules
