// Tree construction inside SVG and MathML (13.2.6.5).
#include "html/ascii.h"
#include "html/character_references.h"
#include "html/tree_construction.h"

namespace caveat::html {
namespace {

constexpr TagSet kMathmlTextIntegrationPoints = {Tag::mi, Tag::mo, Tag::mn, Tag::ms, Tag::mtext};
constexpr TagSet kSvgHtmlIntegrationPoints = {Tag::foreignobject, Tag::desc, Tag::title};

bool is_mathml_text_integration_point(const OpenElement& element) {
  return element.ns == Namespace::mathml && kMathmlTextIntegrationPoints.contains(element.name.tag);
}

bool is_html_integration_point(const OpenElement& element) {
  return element.html_integration_point ||
         (element.ns == Namespace::svg && kSvgHtmlIntegrationPoints.contains(element.name.tag));
}

bool breaks_out(const TagToken& token) {
  if (token.name.tag != Tag::font) return kBreaksOutOfForeign.contains(token.name.tag);
  return token.find("color") || token.find("face") || token.find("size");
}

bool is_annotation_with_html(const TagToken& token) {
  if (token.name.tag != Tag::annotation_xml) return false;
  const std::optional<Attribute> encoding = token.find("encoding");
  if (!encoding) return false;
  const std::string value = ascii_lower(decode_attribute_value(encoding->value));
  return value == "text/html" || value == "application/xhtml+xml";
}

}  // namespace

bool TreeConstruction::in_foreign_content() const {
  return !elements_.empty() && elements_.current().ns != Namespace::html;
}

/// The conditions of "tree construction dispatcher" (13.2.6), for a start tag.
bool TreeConstruction::foreign_rules_for_start(const TagToken& token) const {
  if (!in_foreign_content()) return false;
  const OpenElement& current = elements_.current();
  const Tag tag = token.name.tag;
  if (is_mathml_text_integration_point(current)) return tag == Tag::mglyph || tag == Tag::malignmark;
  if (current.ns == Namespace::mathml && current.name.tag == Tag::annotation_xml && tag == Tag::svg)
    return false;
  return !is_html_integration_point(current);
}

TreeConstruction::Step TreeConstruction::start_in_foreign(const TagToken& token) {
  if (!breaks_out(token)) {
    open_foreign(token, elements_.current().ns);
    return Step::done;
  }
  while (in_foreign_content() && !is_mathml_text_integration_point(elements_.current()) &&
         !is_html_integration_point(elements_.current())) {
    close_current(Closing::before_token);
  }
  return start(token);
}

void TreeConstruction::open_foreign(const TagToken& token, Namespace ns) {
  OpenElement element{.name = token.name, .ns = ns, .conceals = true};
  element.html_integration_point = ns == Namespace::mathml && is_annotation_with_html(token);
  elements_.push(element);
  observer_.opened(&token);
  if (token.self_closing) close_current(Closing::by_itself);
}

TreeConstruction::Step TreeConstruction::end_in_foreign(const TagToken& token) {
  if (token.name.tag == Tag::br || token.name.tag == Tag::p) {
    while (in_foreign_content() && !is_mathml_text_integration_point(elements_.current()) &&
           !is_html_integration_point(elements_.current())) {
      close_current(Closing::before_token);
    }
    return Step::again;
  }
  if (!elements_.may_be_open(token.name)) return Step::again;
  for (std::size_t i = elements_.size(); i-- > 1;) {
    if (elements_[i].ns == Namespace::html) return Step::again;
    if (elements_[i].name != token.name) continue;
    close_through(i, Closing::by_its_end_tag);
    return Step::done;
  }
  return Step::done;
}

}  // namespace caveat::html
