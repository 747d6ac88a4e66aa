// What the head of a response says about its body.
#pragma once

#include <string>

#include "filter/head.h"

namespace caveat::filter {

struct ResponsePlan {
  enum class Body {
    none,     ///< no page for anybody: 1xx, 204, 205, 304, or a redirect without HTML of its own
    page,     ///< HTML, of whatever status: browsers show it where they cannot follow a redirect
    xhtml,    ///< a page that follows the rules of XML (docs/decisions/012-xml-pages.md)
    other,    ///< said to be something else
    unknown,  ///< no usable Content-Type: a browser would look at the body
  };

  Body body = Body::unknown;
  std::string content_type;      ///< essence; empty if the head does not tell
  std::string charset;           ///< the charset parameter; empty if there is none
  std::string content_language;  ///< lower case; empty if none, or several, are named
};

ResponsePlan plan_response(const ResponseHead& head);

}  // namespace caveat::filter
