#include "studio/page_copy.h"

#include <algorithm>
#include <utility>

namespace caveat::studio {

namespace {

/// Of one mark each; told apart by line style as well as by colour.
struct MarkStyle {
  std::string_view attribute;
  std::string_view declarations;
};
constexpr MarkStyle kMarkStyles[] = {
    {"[data-caveat-mark]", "outline:3px dashed #b3261e !important;outline-offset:2px !important"},
    {"[data-caveat-mark=insert]", "outline:3px solid #1b6e3c !important"},
    {"[data-caveat-mark=label]", "outline:3px dotted #7a4a00 !important"},
    {"[data-caveat-mark=withhold]", "outline:3px dotted #7a4a00 !important"},
    {"[data-caveat-gap]",
     "display:inline-block !important;min-width:1.4em;padding:0 .3em;background:#fff4f2;"
     "color:#7d1510;font:bold 13px/1.4 sans-serif !important;text-align:center"},
    {"[data-caveat-number]::before",
     "content:attr(data-caveat-number) !important;display:inline-block !important;"
     "position:static !important;width:auto !important;height:auto !important;margin:0 .4em 0 0 !important;"
     "padding:0 .5em !important;border-radius:99px;background:#1f3a5f !important;color:#fff !important;"
     "font:bold 12px/1.5 sans-serif !important"},
    {"[data-caveat-mark]:target", "outline-width:6px !important;scroll-margin:4em"},
};

std::string style_of_marks(const std::string& prefix) {
  std::string style = "\n<style>";
  for (const auto& [attribute, declarations] : kMarkStyles)
    style.append("[id^=\"")
        .append(prefix)
        .append("\"]")
        .append(attribute)
        .append("{")
        .append(declarations)
        .append("}");
  return style + "</style>\n";
}

bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

}  // namespace

void PageCopy::insert(std::size_t offset, std::string text) {
  replace(offset, 0, std::move(text));
}

void PageCopy::replace(std::size_t offset, std::size_t length, std::string text) {
  offset = std::min(offset, page_.size());
  changes_.push_back({offset, std::min(length, page_.size() - offset), std::move(text)});
}

bool PageCopy::mark_element(std::size_t offset, const std::string& id, std::string_view kind) {
  if (offset + 1 >= page_.size() || page_[offset] != '<' || !is_letter(page_[offset + 1])) return false;
  const std::size_t end = std::min(page_.find_first_of(" \t\r\n\f/>", offset), page_.size());
  // Of two attributes with one name the first counts, so that the page's own id gives way.
  insert(end, mark_attributes(id, kind));
  return true;
}

std::string PageCopy::mark_attributes(const std::string& id, std::string_view kind) {
  return " id=\"" + id + "\" data-caveat-mark=\"" + std::string(kind) + "\" data-caveat-number=\"" +
         id.substr(id.rfind('-') + 1) + "\"";
}

std::string PageCopy::take() && {
  std::stable_sort(changes_.begin(), changes_.end(),
                   [](const Change& a, const Change& b) { return a.offset < b.offset; });
  std::string out;
  std::size_t from = 0;
  for (const Change& change : changes_) {
    if (change.offset < from) continue;
    out += page_.substr(from, change.offset - from);
    out += change.text;
    from = change.offset + change.length;
  }
  out += page_.substr(from);
  return out + style_of_marks(prefix_);
}

}  // namespace caveat::studio
