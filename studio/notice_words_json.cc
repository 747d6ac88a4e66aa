#include "studio/notice_words_json.h"

#include <string>
#include <utility>

namespace caveat::studio {

namespace {

namespace json = boost::json;
using PieceKind = rules::NoticePiece::Kind;

/// As the author has written it.
std::string written(const rules::NoticePiece& piece) {
  return piece.kind == PieceKind::variable ? "{" + piece.text + "}" : piece.text;
}

}  // namespace

json::array notice_words_json(const rules::NoticeText& text) {
  json::array paragraphs;
  json::array paragraph;
  bool bold = false;
  std::string link;
  for (const rules::NoticePiece& piece : text.markup.pieces) {
    switch (piece.kind) {
      case PieceKind::text:
      case PieceKind::variable:
        paragraph.push_back(json::object{{"text", written(piece)}, {"bold", bold}, {"link", link}});
        break;
      case PieceKind::bold_begin:
      case PieceKind::bold_end:
        bold = piece.kind == PieceKind::bold_begin;
        break;
      case PieceKind::link_begin:
        for (const rules::NoticePiece& part : piece.target) link += written(part);
        break;
      case PieceKind::link_end:
        link.clear();
        break;
      case PieceKind::paragraph_end:
        paragraphs.emplace_back(std::exchange(paragraph, {}));
        break;
    }
  }
  if (!paragraph.empty()) paragraphs.emplace_back(std::move(paragraph));
  return paragraphs;
}

}  // namespace caveat::studio
