// The previews on a sign-off sheet: what the pack's own tests show.
#pragma once

#include <boost/json.hpp>

#include "app/studio/studio.h"

namespace caveat::app {

/// Each of the pack's first tests as its reader gets the page: {name, url, reader, at, status, preview,
/// marks}, or {name, could_not}. The pack is served by itself, as `caveat test` does. Empty if it has errors.
boost::json::array sheet_previews(Studio& studio, const rules::SourceFile& pack);

}  // namespace caveat::app
