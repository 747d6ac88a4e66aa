// All packs in force, compiled; immutable.
#pragma once

#include <memory>
#include <span>
#include <string>
#include <vector>

#include "rules/decision.h"
#include "rules/diagnostic.h"
#include "rules/facts.h"
#include "rules/pack_summary.h"
#include "rules/rule_trace.h"

namespace caveat::rules {

/// One file of rules, read whole before anything is compiled.
struct SourceFile {
  std::string path;  ///< as diagnostics name it
  std::string text;
};

/// Whether rules may be missing altogether: a folder without rule files, a pack without rules (SAFETY.md:
/// refused unless allowed).
enum class EmptyRules { refused, allowed };

class RuleSet;

/// Either `rules`, perhaps with warnings, or every error that was found.
struct Compilation {
  std::shared_ptr<const RuleSet> rules;  ///< null if `diagnostics` holds an error
  std::vector<Diagnostic> diagnostics;
};

/// Immutable; safe to use from any thread.
class RuleSet {
 public:
  virtual ~RuleSet() = default;

  /// Packs stand in the order of their file's path. `today` is for warnings about dates that have passed.
  static Compilation compile(std::span<const SourceFile> files, std::chrono::sys_seconds today,
                             EmptyRules empty = EmptyRules::refused);

  /// Pure: the same facts give the same Decision. Equal decisions share one Program.
  virtual Decision decide(const Facts& facts) const = 0;
  /// For every rule, which condition held or failed, why, and what it does. Asks each rule, one by one.
  virtual std::vector<RuleTrace> explain(const Facts& facts) const = 0;
  /// SHA-256 over the files, lower-case hexadecimal: names this set in records and logs.
  virtual const std::string& digest() const = 0;
  /// The regions of all packs that hold this location, as "pack/region", for `caveat geo`.
  virtual std::vector<std::string> regions_of(const geoip::Location& location) const = 0;
  /// In order.
  virtual std::vector<PackSummary> packs() const = 0;
  /// What conditions look for in pages' text; PageMentions::found names some of these.
  virtual std::vector<std::shared_ptr<const html::MentionSet>> page_mentions() const { return {}; }
  /// What conditions look for among pages' elements; PageMentions::elements names some of these.
  virtual std::vector<std::shared_ptr<const html::SelectorList>> page_elements() const { return {}; }
  /// What acknowledgements ask for, in order.
  virtual std::vector<Terms> terms() const { return {}; }
  virtual std::size_t pack_count() const = 0;
  virtual std::size_t rule_count() const = 0;
};

}  // namespace caveat::rules
