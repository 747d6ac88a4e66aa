#include "filter/page_body.h"

#include "html/page_elements.h"
#include "html/rewriter.h"
#include "html/selector.h"

namespace caveat::filter {

std::size_t body_of(std::string_view readable_page) {
  static const auto kBody = html::SelectorList::parse("body, body > *");
  const auto elements = html::find_elements(readable_page, {&*kBody, 1}, html::RewriterLimits().token_bytes);
  const bool is_found = elements && !elements->matching.empty();
  return is_found ? elements->matching.front().offset : readable_page.size();
}

}  // namespace caveat::filter
