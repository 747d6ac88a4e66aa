#include "studio/notice_words_json.h"

#include <string>
#include <utility>

namespace caveat::studio {

namespace {

namespace json = boost::json;
using Kind = rules::NoticePiece::Kind;

/// As the author has written it.
std::string written(const rules::NoticePiece& piece) {
  return piece.kind == Kind::variable ? "{" + piece.text + "}" : piece.text;
}

}  // namespace

json::array notice_words_json(const rules::NoticeText& text) {
  json::array paragraphs;
  json::array paragraph;
  bool bold = false;
  std::string link;
  for (const rules::NoticePiece& piece : text.markup.pieces) {
    switch (piece.kind) {
      case Kind::text:
      case Kind::variable:
        paragraph.push_back(json::object{{"text", written(piece)}, {"bold", bold}, {"link", link}});
        break;
      case Kind::bold_begin:
      case Kind::bold_end:
        bold = piece.kind == Kind::bold_begin;
        break;
      case Kind::link_begin:
        for (const rules::NoticePiece& part : piece.target) link += written(part);
        break;
      case Kind::link_end:
        link.clear();
        break;
      case Kind::paragraph_end:
        paragraphs.emplace_back(std::exchange(paragraph, {}));
        break;
    }
  }
  if (!paragraph.empty()) paragraphs.emplace_back(std::move(paragraph));
  return paragraphs;
}

}  // namespace caveat::studio
