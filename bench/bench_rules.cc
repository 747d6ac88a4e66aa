// How long a decision takes over many rules, on addresses that come once, and how long rules take to load.
//
// bench_rules [FOLDER] [--json] [benchmark options]: the folder of pages, which other benchmarks need, is
// passed over. `decide_N` are decisions over N rules on addresses that were never asked for, with the
// Decisions that come of it remembered; `make_N` are Decisions made anew, with their Program; `load_N` is
// RuleSet::compile.
#include <benchmark/benchmark.h>

#include <algorithm>
#include <cstdio>
#include <iostream>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "rule_sets.h"

namespace {

using caveat::bench::fresh_request;
using caveat::bench::request_shapes;
using caveat::bench::RequestShape;
using caveat::bench::rule_files;
using caveat::rules::Facts;
using caveat::rules::RuleSet;

const std::chrono::sys_days kToday = std::chrono::year(2026) / 11 / 1;

constexpr std::size_t kShapes = 1'000;
constexpr std::size_t kRounds = 40;

/// Each shape comes once a round, each time at another address.
std::vector<Facts> rounds_of_requests(std::size_t rules, std::size_t rounds, std::mt19937& random) {
  const std::vector<RequestShape> shapes = request_shapes(kShapes, rules);
  std::vector<Facts> requests;
  for (std::size_t round = 0; round < rounds; ++round) {
    for (const RequestShape& shape : shapes) requests.push_back(fresh_request(shape, random));
  }
  return requests;
}

void decide(benchmark::State& state, std::size_t rules) {
  const auto set = RuleSet::compile(rule_files(rules), kToday).rules;
  std::mt19937 random(11);
  for (const Facts& facts : rounds_of_requests(rules, 1, random))
    benchmark::DoNotOptimize(set->decide(facts));
  const std::vector<Facts> requests = rounds_of_requests(rules, kRounds, random);
  std::size_t next = 0;
  for ([[maybe_unused]] auto _ : state) benchmark::DoNotOptimize(set->decide(requests[next++]));
}

void make(benchmark::State& state, std::size_t rules) {
  const auto set = RuleSet::compile(rule_files(rules), kToday).rules;
  std::mt19937 random(11);
  const std::vector<Facts> requests = rounds_of_requests(rules, 1, random);
  std::size_t next = 0;
  for ([[maybe_unused]] auto _ : state) benchmark::DoNotOptimize(set->decide(requests[next++]));
}

void load(benchmark::State& state, std::size_t rules) {
  const auto files = rule_files(rules);
  for ([[maybe_unused]] auto _ : state) benchmark::DoNotOptimize(RuleSet::compile(files, kToday));
}

void add_benchmarks(std::size_t rules) {
  const std::string n = std::to_string(rules);
  benchmark::RegisterBenchmark(("decide_" + n).c_str(), [rules](benchmark::State& state) {
    decide(state, rules);
  })->Iterations(kShapes * kRounds);
  benchmark::RegisterBenchmark(("make_" + n).c_str(), [rules](benchmark::State& state) {
    make(state, rules);
  })->Iterations(kShapes);
  benchmark::RegisterBenchmark(("load_" + n).c_str(),
                               [rules](benchmark::State& state) { load(state, rules); });
}

/// The fastest of a job's repetitions counts: what slows a run down is never the job.
class BestTimes final : public benchmark::BenchmarkReporter {
 public:
  bool ReportContext(const Context&) override { return true; }

  void ReportRuns(const std::vector<Run>& runs) override {
    for (const Run& run : runs) {
      if (run.run_type != Run::RT_Iteration || run.iterations == 0) continue;
      const double us = run.cpu_accumulated_time / static_cast<double>(run.iterations) * 1e6;
      const auto [known, is_new] = us_.emplace(run.run_name.function_name, us);
      if (!is_new) known->second = std::min(known->second, us);
    }
  }

  void print_json() const {
    std::cout << "{";
    const char* separator = "";
    for (const auto& [job, us] : us_) {
      std::printf("%s\"%s\": {\"us\": %.3f}", separator, job.c_str(), us);
      separator = ", ";
    }
    std::puts("}");
  }

  void print_table() const {
    std::printf("%-14s %14s\n", "job", "microseconds");
    for (const auto& [job, us] : us_) std::printf("%-14s %14.3f\n", job.c_str(), us);
  }

 private:
  std::map<std::string, double> us_;
};

}  // namespace

int main(int argc, char** argv) {
  benchmark::Initialize(&argc, argv);
  const bool json =
      std::any_of(argv, argv + argc, [](const char* one) { return one == std::string_view("--json"); });
  if (RuleSet::compile(rule_files(1000), kToday).rules == nullptr) {
    std::fputs("bench_rules: its own rules have errors\n", stderr);
    return 2;
  }
  for (const std::size_t rules : {10, 1'000, 10'000}) add_benchmarks(rules);
  BestTimes times;
  benchmark::RunSpecifiedBenchmarks(&times);
  if (json) {
    times.print_json();
  } else {
    times.print_table();
  }
  return 0;
}
