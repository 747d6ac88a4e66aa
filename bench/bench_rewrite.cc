// How fast pages go through the rewriter, beside the limits that memory sets in the same run.
//
// bench_rewrite FOLDER [--json] [benchmark options]: every .html file below FOLDER is one page, given in
// chunks of 16 KiB. A job's figure is over all pages together; its ratio is to `memchr`, which looks for each
// '<'.
#include <benchmark/benchmark.h>

#include <algorithm>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <functional>
#include <iostream>
#include <iterator>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "html/program.h"
#include "html/rewriter.h"
#include "rules/rule_set.h"

namespace {

using caveat::html::AttributeEdit;
using caveat::html::ByteSink;
using caveat::html::InsertEdit;
using caveat::html::Position;
using caveat::html::Program;
using caveat::html::ProgramBuilder;
using caveat::html::RemoveEdit;
using caveat::html::Rewriter;
using caveat::html::SelectorList;

constexpr std::size_t kChunk = std::size_t{16} * 1024;

using Pages = std::vector<std::string>;

Pages read_pages(const std::filesystem::path& folder) {
  std::vector<std::filesystem::path> paths;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
    if (entry.is_regular_file() && entry.path().extension() == ".html") paths.push_back(entry.path());
  }
  std::sort(paths.begin(), paths.end());
  Pages pages;
  for (const auto& path : paths) {
    std::ifstream file(path, std::ios::binary);
    pages.emplace_back(std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>());
  }
  return pages;
}

class CountingSink final : public ByteSink {
 public:
  void write(std::string_view bytes) override {
    benchmark::DoNotOptimize(bytes.data());
    bytes_ += bytes.size();
  }
  std::size_t bytes() const { return bytes_; }

 private:
  std::size_t bytes_ = 0;
};

SelectorList selector(std::string_view text) {
  return *SelectorList::parse(text);
}

InsertEdit notice() {
  return {.places = {{Position::start_of, selector("body")}},
          .mark = "bench/notice",
          .html = R"(<aside data-caveat="bench/notice" role="note"><p>This is a notice.</p></aside>)"};
}

AttributeEdit attribute(std::string_view on, std::string name, std::string value) {
  return {.selector = selector(on), .set = {{std::move(name), std::move(value)}}, .remove = {}};
}

std::shared_ptr<const Program> nothing() {
  return ProgramBuilder().build();
}

/// The last two are asked for until the end of every page.
std::shared_ptr<const Program> by_tag_names() {
  ProgramBuilder builder;
  builder.insert(notice());
  builder.attributes(attribute("html", "data-bench", "1"));
  builder.attributes(attribute("marquee", "hidden", ""));
  builder.remove({.selector = selector("blink")});
  return builder.build();
}

std::shared_ptr<const Program> without_a_match() {
  ProgramBuilder builder;
  builder.remove({.selector = selector(".no-page-has-this, div.nor-this, [data-nor-this], "
                                       "a[href*=\"nowhere.invalid/share\"], [class*=norsuchaclass]")});
  return builder.build();
}

std::shared_ptr<const Program> whole_job() {
  ProgramBuilder builder;
  builder.insert(notice());
  builder.remove({.selector = selector(".share, .social-share, [class*=addthis], "
                                       "a[href*=\"facebook.com/sharer\"], a[href*=\"twitter.com/intent\"]")});
  builder.attributes(attribute("html", "data-bench", "1"));
  return builder.build();
}

/// As many removals as that, each by a class that no page has.
std::shared_ptr<const Program> by_classes(int count) {
  ProgramBuilder builder;
  for (int i = 0; i < count; ++i) {
    builder.remove({.selector = selector(".no-page-has-class-" + std::to_string(i))});
  }
  return builder.build();
}

/// The example pack as a reader in Russia gets it: four notices to choose from, and the whole catalogue of
/// widgets.
std::shared_ptr<const Program> flagship_pack() {
  const std::filesystem::path path =
      std::filesystem::path(CAVEAT_SOURCE_DIR) / "examples/rules/ru-undesirable.toml";
  std::ifstream file(path, std::ios::binary);
  const std::vector<caveat::rules::SourceFile> files = {
      {.path = path.string(),
       .text = {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()}}};
  const std::chrono::sys_days day = std::chrono::year(2026) / 11 / 1;
  const auto compiled = caveat::rules::RuleSet::compile(files, day);
  if (compiled.rules == nullptr) return nullptr;
  caveat::rules::Facts facts;
  facts.site = "www.newsroom.example";
  facts.path = "/a/1.html";
  facts.location.country = "RU";
  facts.time = day;
  facts.content_type = "text/html";
  facts.status = 200;
  facts.page = caveat::rules::PageFacts{.language = "en"};
  return compiled.rules->decide(facts).program;
}

void rewrite(const std::string& page, const std::shared_ptr<const Program>& program) {
  CountingSink sink;
  Rewriter rewriter(program, {}, sink);
  for (std::size_t at = 0; at < page.size(); at += kChunk) {
    rewriter.write(std::string_view(page).substr(at, kChunk));
  }
  rewriter.finish();
  benchmark::DoNotOptimize(sink.bytes());
}

void find_each_less_than(const std::string& page) {
  const char* at = page.data();
  const char* const end = at + page.size();
  std::size_t found = 0;
  while ((at = static_cast<const char*>(std::memchr(at, '<', static_cast<std::size_t>(end - at)))) !=
         nullptr) {
    ++found;
    ++at;
  }
  benchmark::DoNotOptimize(found);
}

void copy(const std::string& page, std::string& to) {
  if (to.size() < page.size()) to.resize(page.size());
  std::memcpy(to.data(), page.data(), page.size());
  benchmark::ClobberMemory();
}

void add_job(const Pages& pages, const char* name, std::function<void(const std::string&)> job) {
  benchmark::RegisterBenchmark(name, [&pages, job = std::move(job)](benchmark::State& state) {
    std::int64_t bytes = 0;
    for (const std::string& page : pages) bytes += static_cast<std::int64_t>(page.size());
    for ([[maybe_unused]] auto _ : state) {
      for (const std::string& page : pages) job(page);
    }
    state.SetBytesProcessed(state.iterations() * bytes);
  })->Unit(benchmark::kMillisecond);
}

void add_program(const Pages& pages, const char* name, const std::shared_ptr<const Program>& program) {
  add_job(pages, name, [program](const std::string& page) { rewrite(page, program); });
}

/// The fastest of a job's repetitions counts: what slows a run down is never the job.
class BestSpeeds final : public benchmark::BenchmarkReporter {
 public:
  bool ReportContext(const Context&) override { return true; }

  void ReportRuns(const std::vector<Run>& runs) override {
    for (const Run& run : runs) {
      const auto speed = run.counters.find("bytes_per_second");
      if (run.run_type != Run::RT_Iteration || speed == run.counters.end()) continue;
      double& best = mb_s_[run.run_name.function_name];
      best = std::max(best, speed->second.value / 1e6);
    }
  }

  void print_json() const {
    std::cout << "{";
    const char* separator = "";
    for (const auto& [job, mb_s] : mb_s_) {
      std::printf("%s\"%s\": {\"mb_s\": %.1f, \"ratio_to_memchr\": %.3f}", separator, job.c_str(), mb_s,
                  mb_s / mb_s_.at("memchr"));
      separator = ", ";
    }
    std::puts("}");
  }

  void print_table() const {
    std::printf("%-14s %10s %10s\n", "job", "MB/s", "/ memchr");
    for (const auto& [job, mb_s] : mb_s_) {
      std::printf("%-14s %10.0f %10.3f\n", job.c_str(), mb_s, mb_s / mb_s_.at("memchr"));
    }
  }

 private:
  std::map<std::string, double> mb_s_;
};

}  // namespace

int main(int argc, char** argv) {
  benchmark::Initialize(&argc, argv);
  bool json = false;
  std::string folder;
  for (int i = 1; i < argc; ++i) {
    const std::string_view argument = argv[i];
    if (argument == "--json") {
      json = true;
    } else {
      folder = argument;
    }
  }
  const Pages pages = folder.empty() ? Pages() : read_pages(folder);
  if (pages.empty()) {
    std::fputs("usage: bench_rewrite FOLDER_WITH_HTML_FILES [--json] [--benchmark_repetitions=N]\n", stderr);
    return 2;
  }
  std::string buffer;
  add_job(pages, "memcpy", [&buffer](const std::string& page) { copy(page, buffer); });
  add_job(pages, "memchr", find_each_less_than);
  add_program(pages, "none", nothing());
  add_program(pages, "tag", by_tag_names());
  add_program(pages, "nomatch", without_a_match());
  add_program(pages, "rules", whole_job());
  const auto flagship = flagship_pack();
  if (flagship == nullptr || flagship->empty()) {
    std::fputs("bench_rewrite: the example pack does not apply\n", stderr);
    return 2;
  }
  add_program(pages, "flagship", flagship);
  add_program(pages, "classes_1", by_classes(1));
  add_program(pages, "classes_100", by_classes(100));
  add_program(pages, "classes_10000", by_classes(10'000));
  BestSpeeds speeds;
  benchmark::RunSpecifiedBenchmarks(&speeds);
  if (json) {
    speeds.print_json();
  } else {
    speeds.print_table();
  }
  return 0;
}
