// Whether a response says something of its reader.
#pragma once

#include "filter/capture_sink.h"

namespace caveat::audit {

/// Whether one of the reader's words stands in the head or in the decoded body of `response`; also true where
/// the body cannot be decoded, so that nobody can tell.
bool mentions_reader(const filter::CapturedResponse& response);

}  // namespace caveat::audit
