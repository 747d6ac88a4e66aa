// Reads on over what of a page concerns no edit, without following which elements are open.
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

#include "html/program.h"
#include "html/program_targets.h"
#include "html/skim_loop.h"
#include "html/skim_plan.h"
#include "html/tag_lexer.h"
#include "html/tag_log.h"
#include "html/token.h"

namespace caveat::html {

/// While it is active, tree construction rests: the tags go into a log, from which it catches up once a tag
/// comes that somebody has to look at. On most pages that is never. Whether a tag is taken depends on the tag
/// alone, however the page is cut into chunks.
class Skimmer {
 public:
  /// `program` outlives this.
  explicit Skimmer(const Program& program)
      : plan_(program.skim_plan()),
        selectors_(program.selectors()),
        first_place_(ProgramTargets::first_place(program)),
        loop_(skim_loop()) {}

  bool possible() const { return plan_.possible(); }
  bool active() const { return active_; }
  SkimRegion region() const { return region_; }
  /// From here on, in `region`.
  void begin(SkimRegion region, bool quirks_mode);
  /// Rests. The log is left to be replayed, then cleared.
  void end() { active_ = false; }
  TagLog& log() { return log_; }

  /// While active: takes from the beginning of `bytes`, which is outside of any tag. `placed`: all notices
  /// have their places.
  Skimmed skim(std::string_view bytes, bool placed);
  /// The same of a tag by itself. nullopt: it is not taken; else the mode in which the tokenizer goes on.
  std::optional<TextMode> take_start(const TagToken& token, bool placed);
  /// False if it is not taken.
  bool take_end(const TagToken& token, bool placed);

 private:
  /// Whether it matters of each element whether it is shown.
  bool asks_for_sight(bool placed) const { return !placed || plan_.always_asks_for_sight(); }
  SkimHalt run_loop(SkimTask& task, std::string_view bytes) const;
  TagLog::Trait trait_of(const TagToken& token, bool placed) const;

  const SkimPlan& plan_;
  const CompiledSelectors& selectors_;
  std::uint32_t first_place_;  ///< among the targets of selectors
  SkimLoop loop_;
  TagLexer lexer_;
  TagLog log_;
  SvgElements svg_;
  SkimRegion region_ = SkimRegion::body;
  bool active_ = false;
  bool quirks_mode_ = false;
};

}  // namespace caveat::html
