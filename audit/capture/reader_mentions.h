// Whether a response says something of its reader.
#pragma once

#include "filter/capture_sink.h"

namespace caveat::audit {

/// Whether one of the reader's words stands in the head or in the decoded body of `response`, in whatever
/// spelling: letter case, escapes of markup, JSON and URLs, and those of an address; also true where nobody
/// can tell, since the body cannot be decoded or its charset is not that of a word. Memory does not depend on
/// the size of the decoded body.
bool mentions_reader(const filter::CapturedResponse& response);

}  // namespace caveat::audit
