// caveat: the program.
#include <cstdio>
#include <exception>
#include <string_view>

#include "app/command_line.h"
#include "app/exit_codes.h"
#include "app/process_setup.h"

// The buffer of a connection that reads (proxy/wire.h) is given back before each wait. It has 64 KiB: twice
// what jemalloc keeps for a thread's next allocation unless it is told to. Sanitizers bring a malloc that
// does not look here.
extern "C" const char* malloc_conf;
const char* malloc_conf = "lg_tcache_max:16";

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
