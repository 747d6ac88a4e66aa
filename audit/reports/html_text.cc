#include "audit/reports/html_text.h"

#include "audit/reports/visible_text.h"
#include "rules/markup_reference.h"
#include "rules/utf8.h"

namespace caveat::audit {
namespace {

constexpr PlainBytes kPlainInHtml = plain_but("&<>\"'");

void append_reference(std::string& out, char32_t code_point) {
  const std::string_view reference = rules::markup_reference(code_point);
  if (reference.empty()) return rules::append_utf8(out, code_point);
  out += reference;
}

}  // namespace

std::string html_attribute(std::string_view text) {
  std::string out;
  const std::string visible = visible_text(text);
  for (std::size_t offset = 0; offset < visible.size();) {
    const rules::CodePoint point = rules::code_point_at(visible, offset);
    offset += point.bytes;
    append_reference(out, point.value);
  }
  return out;
}

std::string html_text(std::string_view text) {
  std::string out;
  for (std::size_t offset = 0; offset < text.size();) {
    if (const std::size_t plain = plain_length(text, offset, kPlainInHtml); plain > 0) {
      out += text.substr(offset, plain);
      offset += plain;
      continue;
    }
    const rules::CodePoint point = rules::code_point_at(text, offset);
    offset += point.bytes;
    const bool is_blank = point.value == '\n' || point.value == '\t';
    if (is_blank || !is_unseen(point.value)) {
      append_reference(out, point.value);
    } else if (point.value != '\r') {
      const std::string name = unseen_name(point.value);
      out += "<span class=\"unseen\">" + name.substr(1, name.size() - 2) + "</span>";
    }
  }
  return out;
}

std::string html_isolated(std::string_view text) {
  return "<bdi>" + html_text(text) + "</bdi>";
}

}  // namespace caveat::audit
