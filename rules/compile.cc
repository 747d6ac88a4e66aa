// RuleSet::compile: files -> packs -> one RuleSet, or every diagnostic.
#include "rules/compile.h"

#include <utility>

#include "rules/compiled_rule_set.h"
#include "rules/digest.h"
#include "rules/silencing.h"

namespace caveat::rules {

std::shared_ptr<const RuleSet> joined(std::vector<WrittenPack> written, std::span<const SourceFile> files) {
  std::vector<Pack> packs;
  for (WrittenPack& one : written) packs.push_back(std::move(one.pack));
  return std::make_shared<CompiledRuleSet>(std::move(packs), digest_of(files));
}

Compilation RuleSet::compile(std::span<const SourceFile> files, std::chrono::sys_seconds today,
                             EmptyRules empty) {
  const std::vector<SourceFile> sorted = in_order(files);
  Compilation out;
  std::vector<WrittenPack> packs = read_packs(sorted, {today, empty}, out.diagnostics);
  Silencing(sorted).apply_to(out.diagnostics);
  if (!has_errors(out.diagnostics)) out.rules = joined(std::move(packs), sorted);
  return out;
}

}  // namespace caveat::rules
