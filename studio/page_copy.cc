#include "studio/page_copy.h"

#include <algorithm>
#include <utility>

#include "rules/ascii_case.h"
#include "rules/digest.h"

namespace caveat::studio {

namespace {

constexpr std::string_view kIdBegins = "caveat-mark-";
constexpr std::size_t kDigestLength = 32;
constexpr std::size_t kSealLength = 3;

/// Of one mark each; told apart by line style as well as by colour.
struct MarkStyle {
  std::string_view attribute;
  std::string_view declarations;
};
constexpr MarkStyle kMarkStyles[] = {
    {"[data-caveat-mark]", "outline:3px dashed #b3261e;outline-offset:2px"},
    {"[data-caveat-mark=insert]", "outline:3px solid #1b6e3c"},
    {"[data-caveat-mark=label]", "outline:3px dotted #7a4a00"},
    {"[data-caveat-mark=withhold]", "outline:3px dotted #7a4a00"},
    {"[data-caveat-gap]",
     "display:inline-block;visibility:visible;min-width:1.4em;padding:0 "
     ".3em;background:#fff4f2;color:#7d1510;"
     "font:bold 13px/1.4 sans-serif;text-align:center"},
    {"[data-caveat-number]::before",
     "content:attr(data-caveat-number);display:inline-block;visibility:visible;position:static;width:auto;"
     "height:auto;margin:0 .4em 0 0;padding:0 .5em;border-radius:99px;background:#1f3a5f;color:#fff;"
     "font:bold 12px/1.5 sans-serif"},
    {"[data-caveat-mark]:target", "outline-width:6px;scroll-margin:4em"},
};

/// ";a:b;c:d" with !important behind each.
std::string important(std::string_view declarations) {
  std::string out;
  for (const char c : declarations) {
    if (c == ';') out += "!important";
    out += c;
  }
  return out + "!important";
}

/// Of what is important, the first layer of a document wins over all that comes later, in layers or in none.
std::string style_of_marks(const std::string& prefix) {
  std::string style = "<style>@layer " + prefix + "style{";
  for (const auto& [attribute, declarations] : kMarkStyles)
    style.append("[id^=\"")
        .append(prefix)
        .append("\"]")
        .append(attribute)
        .append("{")
        .append(important(declarations))
        .append("}");
  return style + "}</style>";
}

/// Of what begins with "<!--"; npos if it has no end. "<!-->" is a whole comment, "<!--!>" is none.
std::size_t behind_comment(std::string_view page) {
  constexpr std::string_view kEnd = "-->";
  constexpr std::string_view kOtherEnd = "--!>";
  const std::size_t end = page.find(kEnd, 2);
  const std::size_t other = page.find(kOtherEnd, 4);
  if (std::min(end, other) == std::string_view::npos) return std::string_view::npos;
  return end < other ? end + kEnd.size() : other + kOtherEnd.size();
}

/// Behind the doctype, if the page begins with one that counts: without it, or with an element before it, the
/// page would be laid out in another way. Else where the page begins.
std::size_t behind_doctype(std::string_view page) {
  const std::size_t begin = page.starts_with("\xEF\xBB\xBF") ? 3 : 0;
  std::size_t at = begin;
  while (at < page.size()) {
    at = page.find_first_not_of(" \t\n\f\r", at);
    const std::string_view rest = page.substr(std::min(at, page.size()));
    const bool is_comment = rest.starts_with("<!--");
    if (!rest.starts_with("<!") && !rest.starts_with("<?")) break;
    const std::size_t end = is_comment ? behind_comment(rest) : rest.find('>');
    if (end == std::string_view::npos) break;
    at += end + (is_comment ? 0 : 1);
    if (rules::equal_ignoring_case(rest.substr(0, 9), "<!doctype")) return at;
  }
  return begin;
}

bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

}  // namespace

std::string mark_prefix(std::string_view secret, const std::string& page) {
  std::string prefix(kIdBegins);
  return prefix + rules::sha256_of(std::string(secret) + page).substr(0, kDigestLength) + "-";
}

std::string badge_of(const std::string& id) {
  return id.substr(id.rfind('-') + 1) + " " + id.substr(kIdBegins.size(), kSealLength);
}

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
  marked_.insert(offset);
  return true;
}

std::string PageCopy::mark_attributes(const std::string& id, std::string_view kind) {
  return " id=\"" + id + "\" data-caveat-mark=\"" + std::string(kind) + "\" data-caveat-number=\"" +
         badge_of(id) + "\"";
}

std::string PageCopy::take() && {
  const std::size_t style_place = behind_doctype(page_);
  changes_.insert(changes_.begin(), {style_place, 0, style_of_marks(prefix_)});
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
  return out + page_.substr(from);
}

}  // namespace caveat::studio
