// The site that `caveat demo` stands before.
#pragma once

#include <string_view>

#include "proxy/local_server.h"

namespace caveat::app {

/// Answers like the news site that it plays: pages and files from the program itself, 404 for the rest.
proxy::LocalResponse answer_from_demo_site(const filter::RequestHead& request, std::string_view body);

/// The demo's rules, one pack.
std::string_view demo_pack();

}  // namespace caveat::app
