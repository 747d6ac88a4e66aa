// caveat: the program.
#include <sys/resource.h>

#include <cstdio>
#include <exception>

#include "app/command_line.h"
#include "app/exit_codes.h"

int main(int count, char** arguments) {
  // A core would hold readers' requests.
  const rlimit no_cores{.rlim_cur = 0, .rlim_max = 0};
  setrlimit(RLIMIT_CORE, &no_cores);
  try {
    return caveat::app::run_command_line(count, arguments);
  } catch (const std::exception& bug) {
    std::fprintf(stderr, "caveat: it ended unexpectedly: %s\n", bug.what());
    return caveat::app::kCouldNot;
  }
}
