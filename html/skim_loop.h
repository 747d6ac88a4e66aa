// The inner loop of Skimmer, once for each instruction set.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "html/skim_plan.h"
#include "html/svg_elements.h"
#include "html/tag_log.h"

namespace caveat::html {

/// How many bytes the loop looks at in one step.
inline constexpr std::size_t kSkimWindow = 64;

/// What the loop works on.
struct SkimTask {
  std::string_view bytes;           ///< begins outside of any tag
  std::size_t readable_behind = 0;  ///< how many bytes can be read behind them; they hold no '>'
  const SkimPlan& plan;
  TagLog& log;
  SvgElements& svg;   ///< what is open in that region
  SkimRegion region;  ///< changes as the loop goes on
  bool placed;        ///< all notices have their places
  bool sight;         ///< it has to be known of each element whether it is shown
};

/// Where the loop came to a halt.
struct SkimHalt {
  enum class Cause : std::uint8_t {
    stop,     ///< what stands there has to be tokenized: or there are too few bytes left to tell
    look,     ///< a start tag that has to be looked at
    raw_text  ///< amid the content of `element`, which was opened and is in the log
  };
  Cause cause = Cause::stop;
  std::size_t bytes = 0;  ///< taken
  Tag element = Tag::unknown;
};

/// Takes text, comments and tags that are of no concern to the plan, as far as they are plain to see: what is
/// rare, or odd, is left to others.
using SkimLoop = SkimHalt (*)(SkimTask& task);

/// The fastest that this processor can run.
SkimLoop skim_loop();

/// Each by itself, for tests.
SkimHalt skim_with_baseline(SkimTask& task);
#if defined(__x86_64__)
SkimHalt skim_with_avx2(SkimTask& task);
bool has_avx2();
#endif

}  // namespace caveat::html
