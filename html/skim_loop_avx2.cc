// The loop for processors with AVX2. Everything that is included before the pragmas is compiled for any
// processor, so that no inline function of it can be taken from here by others.
#include "html/skim_loop.h"
#include "html/skim_loop_includes.h"

#if defined(__x86_64__)

namespace caveat::html {

bool has_avx2() {
  return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("bmi") && __builtin_cpu_supports("bmi2") &&
         __builtin_cpu_supports("pclmul");
}

}  // namespace caveat::html

#define CAVEAT_AVX2 1
#if defined(__clang__)
#pragma clang attribute push(__attribute__((target("avx2,bmi,bmi2,pclmul"))), apply_to = function)
#else
#pragma GCC push_options
#pragma GCC target("avx2,bmi,bmi2,pclmul")
#endif

namespace caveat::html::avx2 {

// clang-format off
#include "html/byte_window.inc"
#include "html/attribute_scan.inc"
#include "html/skim_loop.inc"
// clang-format on

SkimHalt run(SkimTask& task) {
  if (task.bytes.size() + task.readable_behind < kWindow) return {};
  return LoopOverTags(task).run();
}

}  // namespace caveat::html::avx2

#if defined(__clang__)
#pragma clang attribute pop
#else
#pragma GCC pop_options
#endif

namespace caveat::html {

SkimHalt skim_with_avx2(SkimTask& task) {
  return avx2::run(task);
}

}  // namespace caveat::html

#endif
