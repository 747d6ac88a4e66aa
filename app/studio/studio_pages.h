// The two origins of the studio: its page with what that asks, and the frames of previews.
#pragma once

#include <string_view>

#include "app/studio/studio.h"
#include "proxy/local_server.h"

namespace caveat::app {

/// The page's files, and /api/*.
proxy::LocalResponse answer_from_studio(Studio& studio, const filter::RequestHead& request,
                                        std::string_view body);

/// /p/ID: a page that no script runs in and that reaches nothing, the studio least of all.
proxy::LocalResponse answer_from_previews(const Studio& studio, const filter::RequestHead& request);

}  // namespace caveat::app
