// Manual pages (man(7)) of the commands.
#pragma once

#include <string>

#include "app/command_tree.h"

namespace caveat::app {

/// caveat(1): what it is for, and its commands.
std::string manual_page(const ProgramDescription& program, const std::string& version);

/// caveat-COMMAND(1).
std::string manual_page(const CommandDescription& command, const std::string& version);

}  // namespace caveat::app
