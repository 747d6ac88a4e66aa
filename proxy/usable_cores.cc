#include "proxy/usable_cores.h"

#include <sched.h>

#include <algorithm>
#include <thread>

namespace caveat::proxy {

unsigned usable_cores() {
  cpu_set_t cores;
  CPU_ZERO(&cores);
  // It has room for 1,024 cores; a machine with more of them is asked for all.
  if (::sched_getaffinity(0, sizeof cores, &cores) == 0)
    return static_cast<unsigned>(std::max(1, CPU_COUNT(&cores)));
  return std::max(1U, std::thread::hardware_concurrency());
}

}  // namespace caveat::proxy
