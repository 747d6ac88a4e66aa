#include "app/pack_trials.h"

#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <memory>
#include <utility>

#include "app/region_loading.h"
#include "app/wall_clock.h"
#include "rules/pack_files.h"
#include "rules/rule_set.h"

namespace caveat::app {
namespace {

constexpr std::uintmax_t kMostPageBytes = std::uintmax_t{64} * 1024 * 1024;

/// What every test may need, made once.
class TestBench {
 public:
  TestBench() { catalogue_ = rules::WidgetCatalogue::read(rules::embedded_widgets(), ignored_); }

  TestResult run(const std::shared_ptr<const rules::RuleSet>& rules, const rules::PackSummary& pack,
                 const rules::PackTest& test, filter::TrialCoverage& coverage) {
    TestResult result{test, {}, {}};
    const auto location = locate(test, result.could_not);
    const auto page = page_of(test, pack.file, result.could_not);
    if (!location || !page) return result;
    const auto time = filter::trial_time(test, pack, now_);
    const filter::Trial trial = filter::run_trial(rules, test, *location, time, *page);
    coverage.add(trial);
    result.findings = filter::findings_of(test, pack, trial, *page, catalogue_);
    return result;
  }

  std::chrono::sys_seconds now() const { return now_; }

 private:
  std::optional<geoip::Location> locate(const rules::PackTest& test, std::string& could_not) {
    if (test.reader_address.empty()) return geoip::Location::stated(test.reader_region);
    if (!locator_) locator_ = open_locator_or_complain(built_in_regions());
    const auto address = geoip::Address::parse(test.reader_address);
    if (locator_ && address) return locator_->locate(*address);
    could_not = "the reader's address cannot be looked up";
    return std::nullopt;
  }

  static std::optional<std::string> page_of(const rules::PackTest& test, const std::string& pack_file,
                                            std::string& could_not) {
    if (test.page.empty()) return test.html;
    const auto path = std::filesystem::path(pack_file).parent_path() / test.page;
    std::error_code error;
    const auto size = std::filesystem::file_size(path, error);
    std::ifstream in(path, std::ios::binary);
    if (error || !in || size > kMostPageBytes) {
      could_not = "the page " + path.string() + (error || !in ? " cannot be read" : " is larger than 64 MiB");
      return std::nullopt;
    }
    return std::string(std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>());
  }

  std::chrono::sys_seconds now_ = app::now();
  std::vector<rules::Diagnostic> ignored_;
  rules::WidgetCatalogue catalogue_;
  std::shared_ptr<const geoip::Locator> locator_;
};

std::optional<rules::PackFiles> read_all_or_complain(const std::vector<std::string>& paths) {
  rules::PackFiles all;
  for (const std::string& path : paths) {
    rules::PackFiles read = rules::read_pack_files(path);
    std::move(read.files.begin(), read.files.end(), std::back_inserter(all.files));
    std::move(read.diagnostics.begin(), read.diagnostics.end(), std::back_inserter(all.diagnostics));
  }
  if (!rules::has_errors(all.diagnostics)) return all;
  std::cerr << rules::render(all.diagnostics, rules::DiagnosticFormat::text);
  return std::nullopt;
}

/// Warnings are for `caveat check`.
std::shared_ptr<const rules::RuleSet> compile_or_complain(const rules::SourceFile& file,
                                                          std::chrono::sys_seconds now) {
  const auto compilation = rules::RuleSet::compile({&file, 1}, now);
  if (!compilation.rules) {
    std::cerr << rules::render(compilation.diagnostics, rules::DiagnosticFormat::text)
              << "caveat: " << file.path << " has errors, so no test was run\n";
  }
  return compilation.rules;
}

}  // namespace

std::optional<std::vector<PackTrials>> run_trials_or_complain(const std::vector<std::string>& paths,
                                                              const std::string& name) {
  const auto files = read_all_or_complain(paths);
  if (!files) return std::nullopt;
  TestBench bench;
  std::vector<std::shared_ptr<const rules::RuleSet>> sets;
  for (const rules::SourceFile& file : files->files) {
    sets.push_back(compile_or_complain(file, bench.now()));
  }
  std::vector<PackTrials> all;
  for (const auto& rules : sets) {
    if (!rules) return std::nullopt;
    for (rules::PackSummary& pack : rules->packs()) {
      PackTrials& trials = all.emplace_back(PackTrials{pack, {}, filter::TrialCoverage(pack)});
      for (const rules::PackTest& test : pack.tests) {
        if (test.name.find(name) == std::string::npos) continue;
        trials.results.push_back(bench.run(rules, pack, test, trials.coverage));
      }
    }
  }
  return all;
}

}  // namespace caveat::app
