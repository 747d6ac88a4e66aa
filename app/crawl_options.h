// What `caveat crawl` can be told.
#pragma once

#include "app/server_commands.h"

namespace CLI {
class App;
}

namespace caveat::app {

/// `arguments` outlive the command.
void add_crawl_options(CLI::App& command, CrawlArguments& arguments);

}  // namespace caveat::app
