#include "app/rule_loading.h"

#include <algorithm>
#include <iostream>
#include <thread>
#include <utility>

#include "app/wall_clock.h"
#include "rules/approval_files.h"
#include "rules/codes.h"

namespace caveat::app {
namespace {

constexpr std::chrono::milliseconds kBetweenReadings{100};
constexpr int kMostReadings = 30;
/// Alike in a row, where the last line of a file may be half written.
constexpr int kReadingsOfOpenLine = 10;

rules::Compilation compile(rules::PackFiles files, rules::EmptyRules empty) {
  rules::Compilation compilation = rules::RuleSet::compile(files.files, now(), empty);
  const bool unreadable = rules::has_errors(files.diagnostics);
  files.diagnostics.insert(files.diagnostics.end(), compilation.diagnostics.begin(),
                           compilation.diagnostics.end());
  compilation.diagnostics = std::move(files.diagnostics);
  if (unreadable) compilation.rules = nullptr;
  return compilation;
}

bool any_open_line(const rules::PackFiles& files) {
  return std::any_of(files.files.begin(), files.files.end(), [](const rules::SourceFile& file) {
    return !file.text.empty() && !file.text.ends_with('\n');
  });
}

void add_unsettled(const std::vector<std::string>& changing, rules::PackFiles& files) {
  for (const std::string& path : changing) {
    rules::Diagnostic diagnostic;
    diagnostic.code = rules::code_name(rules::Code::unsettled_file);
    diagnostic.place.file = path;
    diagnostic.message = "the file does not come to rest: somebody keeps writing it";
    files.diagnostics.push_back(std::move(diagnostic));
  }
}

rules::PackFiles read_once(const std::string& path, rules::EmptyRules empty, Approvals approvals) {
  rules::PackFiles files = rules::read_pack_files(path, empty);
  if (approvals == Approvals::read) rules::read_approvals(path, files);
  return files;
}

/// Until as many readings in a row as it takes were alike.
rules::PackFiles read_settled(const std::string& path, rules::EmptyRules empty, Approvals approvals) {
  rules::PackFiles files = read_once(path, empty, approvals);
  std::vector<std::string> changed;
  int alike = 1;
  for (int reading = 1; reading < kMostReadings; ++reading) {
    std::this_thread::sleep_for(kBetweenReadings);
    rules::PackFiles later = read_once(path, empty, approvals);
    changed = rules::changed_between(files, later);
    alike = changed.empty() ? alike + 1 : 1;
    files = std::move(later);
    if (alike >= (any_open_line(files) ? kReadingsOfOpenLine : 2)) return files;
  }
  if (changed.empty()) changed.push_back(path);
  add_unsettled(changed, files);
  return files;
}

}  // namespace

rules::Compilation load_rules(const std::string& path) {
  return compile(rules::read_pack_files(path), rules::EmptyRules::refused);
}

std::shared_ptr<const rules::RuleSet> load_rules_or_complain(const std::string& path) {
  const rules::Compilation compilation = load_rules(path);
  if (!compilation.rules) {
    std::cerr << rules::render(compilation.diagnostics, rules::DiagnosticFormat::text);
    std::cerr << "caveat: the rules in " << path << " have errors, so nothing was done\n";
  }
  return compilation.rules;
}

SettledRules load_settled_rules(const std::string& path, rules::EmptyRules empty, Approvals approvals) {
  rules::PackFiles files = read_settled(path, empty, approvals);
  SettledRules settled{.compilation = {},
                       .packs = files.files,
                       .approvals = std::move(files.approvals),
                       .newest_file = files.newest_file,
                       .newest_change = files.newest_change};
  settled.compilation = compile(std::move(files), empty);
  return settled;
}

}  // namespace caveat::app
