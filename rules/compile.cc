// RuleSet::compile: files -> packs -> one RuleSet, or every diagnostic.
#include <algorithm>
#include <map>
#include <utility>

#include "rules/compiled_rule_set.h"
#include "rules/digest.h"
#include "rules/pack_parser.h"
#include "rules/problems.h"
#include "rules/rule_set.h"
#include "rules/widget_catalogue.h"

namespace caveat::rules {

namespace {

/// Where a pack says its id, for a diagnostic about another file's.
SourcePlace id_place(const SourceFile& file) {
  std::vector<Diagnostic> ignored;
  const auto document = parse_toml(file.path, file.text, ignored);
  const TomlValue* pack = document ? find(*document, "pack") : nullptr;
  const TomlValue* id = pack && pack->table() ? find(*pack->table(), "id") : nullptr;
  return id ? id->place : SourcePlace{file.path, 1, 1, 1};
}

}  // namespace

Compilation RuleSet::compile(std::span<const SourceFile> files, std::chrono::sys_seconds today,
                             EmptyRules empty) {
  std::vector<SourceFile> sorted(files.begin(), files.end());
  std::sort(sorted.begin(), sorted.end(),
            [](const SourceFile& a, const SourceFile& b) { return a.path < b.path; });
  Compilation out;
  const WidgetCatalogue widgets = WidgetCatalogue::read(embedded_widgets(), out.diagnostics);
  std::vector<Pack> packs;
  std::map<std::string, std::string> files_by_id;
  for (const SourceFile& file : sorted) {
    auto pack = parse_pack(file, widgets, {today, empty}, out.diagnostics);
    if (!pack) continue;
    const auto [known, is_new] = files_by_id.emplace(pack->head->id, file.path);
    if (!is_new && !pack->head->id.empty()) {
      Problems(file, out.diagnostics)
          .add(Code::duplicate_id, id_place(file), "the pack in " + known->second + " has the same id");
    }
    packs.push_back(std::move(*pack));
  }
  if (has_errors(out.diagnostics)) return out;
  out.rules = std::make_shared<CompiledRuleSet>(std::move(packs), digest_of(sorted));
  return out;
}

}  // namespace caveat::rules
