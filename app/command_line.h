// argv -> one subcommand.
#pragma once

namespace caveat::app {

/// Runs the subcommand that `arguments` name and returns its exit code. Wrong usage and --help are answered
/// here.
int run_command_line(int count, const char* const* arguments);

}  // namespace caveat::app
