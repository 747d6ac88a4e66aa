#include "rules/checked_rules.h"

#include <deque>
#include <filesystem>
#include <set>
#include <utility>

#include "rules/compile.h"
#include "rules/lints/lints.h"
#include "rules/silencing.h"

namespace caveat::rules {

namespace {

std::set<std::string> files_with_errors(std::span<const Diagnostic> diagnostics) {
  std::set<std::string> files;
  for (const Diagnostic& diagnostic : diagnostics) {
    if (diagnostic.severity == Severity::error) files.insert(diagnostic.place.file);
  }
  return files;
}

void lint(std::span<const WrittenPack> packs, std::chrono::sys_seconds today,
          std::vector<Diagnostic>& diagnostics) {
  const std::set<std::string> broken = files_with_errors(diagnostics);
  std::deque<Problems> problems;
  std::vector<LintedPack> linted;
  for (const WrittenPack& pack : packs) {
    if (broken.contains(pack.file->path)) continue;
    linted.push_back({pack, written_rules(pack), problems.emplace_back(*pack.file, diagnostics), today});
  }
  RegionScopes regions;
  std::vector<ScopedRule> rules;
  for (const LintedPack& pack : linted) {
    for (const WrittenRule& rule : pack.rules) {
      rules.push_back(
          {&pack.written, &rule, &pack.problems, scope_of(pack.written, rule, today, regions), rules.size()});
    }
  }
  // What touches several packs first: of a great many warnings about a file the last are not kept.
  for (const RulePairLint look : rule_pair_lints()) look(rules);
  for (const LintedPack& pack : linted) {
    for (const PackLint look : pack_lints()) look(pack);
  }
}

/// A test's page stands beside its pack.
void report_missing_pages(const WrittenPack& pack, const FileExists& page_exists,
                          std::vector<Diagnostic>& diagnostics) {
  Problems problems(*pack.file, diagnostics);
  for (const TomlValue& test : items_of(find(pack.document, "tests"))) {
    const TomlValue* page = test.table() ? find(*test.table(), "page") : nullptr;
    if (!page || !page->string()) continue;
    const std::string path =
        (std::filesystem::path(pack.file->path).parent_path() / *page->string()).string();
    if (page_exists(path)) continue;
    problems.add(Code::incomplete_test, page->place,
                 "there is no file " + rules::in_quotes(path) + ", so the test cannot be run",
                 "the path is taken from the folder of the pack");
  }
}

}  // namespace

Compilation check_rules(std::span<const SourceFile> files, std::chrono::sys_seconds today,
                        const FileExists& page_exists) {
  const std::vector<SourceFile> sorted = in_order(files);
  Compilation out;
  std::vector<WrittenPack> packs = read_packs(sorted, {today, EmptyRules::refused}, out.diagnostics);
  lint(packs, today, out.diagnostics);
  for (const WrittenPack& pack : packs) {
    if (page_exists) report_missing_pages(pack, page_exists, out.diagnostics);
  }
  Silencing silencing(sorted);
  silencing.apply_to(out.diagnostics);
  silencing.report(out.diagnostics);
  if (!has_errors(out.diagnostics)) out.rules = joined(std::move(packs), sorted);
  return out;
}

}  // namespace caveat::rules
