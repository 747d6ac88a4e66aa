// The capture note as it is written into a metadata record (docs/captures.md).
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "audit/archived_exchange.h"

namespace caveat::audit {

/// application/warc-fields: "caveat-region: UA-43" and "caveat-rules: DIGEST".
std::string capture_fields(const CaptureNote& note);

/// nullopt if `text` has no region.
std::optional<CaptureNote> parse_capture_fields(std::string_view text);

}  // namespace caveat::audit
