#include "html/skim_loop.h"

#include "html/skim_loop_includes.h"

namespace caveat::html {
namespace baseline {

// clang-format off
#include "html/byte_window.inc"
#include "html/attribute_scan.inc"
#include "html/skim_loop.inc"
// clang-format on

}  // namespace baseline

SkimHalt skim_with_baseline(SkimTask& task) {
  if (task.bytes.size() + task.readable_behind < baseline::kWindow) return {};
  return baseline::LoopOverTags(task).run();
}

SkimLoop skim_loop() {
#if defined(__x86_64__)
  static const SkimLoop kLoop = has_avx2() ? skim_with_avx2 : skim_with_baseline;
  return kLoop;
#else
  return skim_with_baseline;
#endif
}

}  // namespace caveat::html
