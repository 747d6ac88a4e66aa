#include "app/pack_trials.h"

#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <memory>
#include <set>
#include <utility>

#include "app/region_loading.h"
#include "app/wall_clock.h"
#include "rules/pack_files.h"
#include "rules/rule_set.h"

namespace caveat::app {
namespace {

constexpr std::uintmax_t kMostTestPageBytes = std::uintmax_t{64} * 1024 * 1024;

/// What every test may need, made once.
class TestBench {
 public:
  explicit TestBench(const TestPages& pages) : pages_(pages) {}

  TestResult run(const std::shared_ptr<const rules::RuleSet>& rules, const rules::PackSummary& pack,
                 const rules::PackTest& test, filter::TrialCoverage& coverage) {
    TestResult result{test, {}, {}};
    const auto location = locate(test, result.could_not);
    const auto page = page_of(test, pack.file, result.could_not);
    if (!location || !page) return result;
    const auto time = filter::trial_time(test, pack, now_);
    const filter::Trial trial = filter::run_trial(rules, test, *location, time, *page);
    coverage.add(trial);
    result.findings = filter::findings_of(test, pack, trial, *page, rules::WidgetCatalogue::built_in());
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

  std::optional<std::string> page_of(const rules::PackTest& test, const std::string& pack_file,
                                     std::string& could_not) const {
    if (test.page.empty()) return test.html;
    const auto path = (std::filesystem::path(pack_file).parent_path() / test.page).string();
    auto page = pages_(path);
    if (page) return *std::move(page);
    could_not = "the page " + path + " " + page.error().reason;
    return std::nullopt;
  }

  const TestPages& pages_;
  std::chrono::sys_seconds now_ = app::now();
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

boost::system::result<std::string, UnreadablePage> page_on_disk(const std::string& path) {
  std::error_code error;
  const auto size = std::filesystem::file_size(path, error);
  std::ifstream in(path, std::ios::binary);
  if (error || !in) return UnreadablePage{"cannot be read"};
  if (size > kMostTestPageBytes) return UnreadablePage{"is larger than 64 MiB"};
  return std::string(std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>());
}

}  // namespace

TrialRun run_trials(const std::vector<rules::SourceFile>& files, const std::string& name,
                    const TestPages& pages) {
  TestBench bench(pages);
  TrialRun run;
  for (const rules::SourceFile& file : files) {
    // Warnings are for `caveat check`.
    const auto compilation = rules::RuleSet::compile({&file, 1}, bench.now());
    if (!compilation.rules) {
      run.diagnostics.insert(run.diagnostics.end(), compilation.diagnostics.begin(),
                             compilation.diagnostics.end());
      continue;
    }
    for (rules::PackSummary& pack : compilation.rules->packs()) {
      PackTrials& trials = run.packs.emplace_back(PackTrials{pack, {}, filter::TrialCoverage(pack)});
      for (const rules::PackTest& test : pack.tests) {
        if (test.name.find(name) == std::string::npos) continue;
        trials.results.push_back(bench.run(compilation.rules, pack, test, trials.coverage));
      }
    }
  }
  return run;
}

std::optional<std::vector<PackTrials>> run_trials_or_complain(const std::vector<std::string>& paths,
                                                              const std::string& name) {
  const auto files = read_all_or_complain(paths);
  if (!files) return std::nullopt;
  TrialRun run = run_trials(files->files, name, page_on_disk);
  if (run.diagnostics.empty()) return std::move(run.packs);
  std::set<std::string> broken;
  for (const rules::Diagnostic& one : run.diagnostics) broken.insert(one.place.file);
  std::cerr << rules::render(run.diagnostics, rules::DiagnosticFormat::text);
  for (const std::string& file : broken)
    std::cerr << "caveat: " << file << " has errors, so no test was run\n";
  return std::nullopt;
}

}  // namespace caveat::app
