// What can be typed after `caveat studio`.
#pragma once

#include "app/server_commands.h"

namespace CLI {
class App;
}

namespace caveat::app {

/// `arguments` must outlive the parse.
void add_studio_options(CLI::App& studio, StudioArguments& arguments);

}  // namespace caveat::app
