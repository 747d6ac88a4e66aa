#include "proxy/usable_cores.h"

#include <gtest/gtest.h>
#include <sched.h>

#include <thread>

namespace caveat::proxy {
namespace CAVEAT_THIS_FILE {

int first_of(const cpu_set_t& cores) {
  int core = 0;
  while (!CPU_ISSET(core, &cores)) ++core;
  return core;
}

TEST(UsableCores, AreThoseThatTheAffinityLeaves) {
  cpu_set_t allowed;
  ASSERT_EQ(::sched_getaffinity(0, sizeof allowed, &allowed), 0);
  EXPECT_EQ(usable_cores(), static_cast<unsigned>(CPU_COUNT(&allowed)));
  unsigned on_one_core = 0;
  // A thread's affinity is its own: the test's is as it was.
  std::thread([&] {
    cpu_set_t one;
    CPU_ZERO(&one);
    CPU_SET(first_of(allowed), &one);
    if (::sched_setaffinity(0, sizeof one, &one) == 0) on_one_core = usable_cores();
  }).join();
  EXPECT_EQ(on_one_core, 1U);
}

}  // namespace CAVEAT_THIS_FILE
}  // namespace caveat::proxy
