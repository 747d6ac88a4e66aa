// What a request becomes on its way to the upstream.
#pragma once

#include "filter/accept_encoding.h"
#include "filter/head.h"
#include "rules/decision.h"

namespace caveat::filter {

/// Whether the Passage may have to read or replace the page of this Decision: then it wants all of it.
bool needs_whole_page(const rules::Decision& decision);

/// Asks for the whole, current page in a coding that can be edited: no range (RFC 9110, 14), for GET and HEAD
/// no condition (13), since the reader may hold a page from before the rule, or from another region. The
/// conditions of methods that change something protect the site's data and stay.
void ask_for_whole_page(RequestHead& head, const AcceptedCodings& accepted);

}  // namespace caveat::filter
