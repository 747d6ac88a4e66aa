// caveat: the program.
#include <cstdio>
#include <exception>
#include <string_view>

#include "app/command_line.h"
#include "app/exit_codes.h"
#include "app/process_setup.h"

int main(int count, char** arguments) {
  if (count > 1 && std::string_view(arguments[1]) == "serve") caveat::app::hold_hangups();
  caveat::app::prepare_process();
  try {
    return caveat::app::run_command_line(count, arguments);
  } catch (const std::exception& bug) {
    std::fprintf(stderr, "caveat: it ended unexpectedly: %s\n", bug.what());
    return caveat::app::kCouldNot;
  }
}
