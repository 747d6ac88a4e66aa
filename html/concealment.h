// Which elements a browser does not show, as far as markup tells.
#pragma once

#include "html/open_elements.h"
#include "html/token.h"

namespace caveat::html {

/// Whether text put into this element would not be seen, or not be seen as text of the page: head and
/// template content, fallback content, closed details and dialogs, form controls, foreign content, and
/// elements hidden by attribute or inline style. `token` is null for an implied element. What style sheets do
/// is not known.
bool conceals_content(TagName name, Namespace ns, const TagToken* token);

}  // namespace caveat::html
