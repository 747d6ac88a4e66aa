// How many cores this process may use.
#pragma once

namespace caveat::proxy {

/// Those that its affinity leaves it (`taskset`, `CPUAffinity=` in a unit, the cpuset of a container), not
/// all of the machine: two threads that have to share a core take turns, and whoever waits for the other
/// waits for milliseconds. At least 1.
unsigned usable_cores();

}  // namespace caveat::proxy
