#include "html/element_mark.h"

namespace caveat::html {
namespace {

std::string within(std::string_view name, const std::string& content) {
  return "<" + std::string(name) + ">" + content + "</" + std::string(name) + ">";
}

}  // namespace

std::string element_mark(TagName withheld, std::string_view mark) {
  std::string plain(mark);
  switch (withheld.tag) {
    case Tag::td:
      return within("td", plain);
    case Tag::th:
      return within("th", plain);
    case Tag::tr:
      return within("tr", within("td", plain));
    case Tag::tbody:
    case Tag::thead:
    case Tag::tfoot:
      return within("tbody", within("tr", within("td", plain)));
    case Tag::caption:
      return within("caption", plain);
    case Tag::li:
      return within("li", plain);
    case Tag::dt:
      return within("dt", plain);
    case Tag::dd:
      return within("dd", plain);
    case Tag::col:
    case Tag::colgroup:
      return {};
    default:
      return plain;
  }
}

}  // namespace caveat::html
