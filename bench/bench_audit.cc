// How fast archives are audited, beside `zcat` and a plain Python reader in the same run.
//
// bench_audit FOLDER [benchmark options]: the .html files below FOLDER, as pages of one site, become a WARC
// of some 200 MB with a gzip member a record. `served`: as the rules want them for the readers that are asked
// for; `plain`: as they are, so that most have findings. Figures are of decompressed bytes; `ratio` is to
// `zcat`.
#include <benchmark/benchmark.h>
#include <zlib.h>

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "audit/formats/open_archive.h"
#include "audit/run.h"
#include "filter/passage.h"
#include "rules/rule_set.h"

namespace {

namespace audit = caveat::audit;
namespace filter = caveat::filter;
namespace rules = caveat::rules;
using Clock = std::chrono::steady_clock;

constexpr std::size_t kArchiveBytes = 200'000'000;
constexpr std::chrono::sys_seconds kCapture = std::chrono::sys_days(std::chrono::year(2026) / 11 / 20);

std::string read_file(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

std::vector<std::string> read_pages(const std::filesystem::path& folder) {
  std::vector<std::filesystem::path> paths;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
    if (entry.is_regular_file() && entry.path().extension() == ".html") paths.push_back(entry.path());
  }
  std::sort(paths.begin(), paths.end());
  std::vector<std::string> pages;
  for (const auto& path : paths) pages.push_back(read_file(path));
  return pages;
}

std::shared_ptr<const rules::RuleSet> flagship() {
  const std::string path = CAVEAT_SOURCE_DIR "/examples/rules/ru-undesirable.toml";
  const rules::SourceFile file{path, read_file(path)};
  return rules::RuleSet::compile({&file, 1}, kCapture).rules;
}

rules::Facts reader(const std::string& path) {
  rules::Facts facts;
  facts.site = "www.newsroom.example";
  facts.path = path;
  facts.location = *caveat::geoip::Location::stated("RU");
  facts.time = kCapture;
  return facts;
}

/// A page as the proxy serves it; as it is where that refuses.
std::string served(const std::shared_ptr<const rules::RuleSet>& rules, const std::string& page) {
  struct Sink final : filter::PassageSink {
    void head(const filter::ResponseHead&) override {}
    void body(std::string_view bytes) override { all += bytes; }
    std::string all;
  } sink;
  filter::Passage passage(rules, reader("/a/1.html"), {}, sink);
  filter::RequestHead request{.method = "GET", .target = "/a/1.html", .fields = {}};
  passage.request(request);
  passage.response({200, "OK", {{"Content-Type", "text/html"}}});
  passage.write(page);
  if (passage.state() == filter::Passage::State::running) passage.finish();
  return passage.record().failure.empty() ? sink.all : page;
}

std::string gzip_member(const std::string& bytes) {
  z_stream stream = {};
  deflateInit2(&stream, 6, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY);
  std::string out(deflateBound(&stream, bytes.size()), '\0');
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
  stream.avail_in = static_cast<uInt>(bytes.size());
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = static_cast<uInt>(out.size());
  deflate(&stream, Z_FINISH);
  out.resize(stream.total_out);
  deflateEnd(&stream);
  return out;
}

/// With the head that the flagship's rule asks for.
std::string record_of(const std::string& page, std::size_t number) {
  const std::string message =
      "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nReferrer-Policy: no-referrer\r\n"
      "Cache-Control: private, no-store\r\nContent-Length: " +
      std::to_string(page.size()) + "\r\n\r\n" + page;
  return "WARC/1.1\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:example:" + std::to_string(number) +
         ">\r\nWARC-Date: 2026-11-20T00:00:00Z\r\nWARC-Target-URI: https://www.newsroom.example/a/" +
         std::to_string(number) +
         ".html\r\nContent-Type: application/http;msgtype=response\r\nContent-Length: " +
         std::to_string(message.size()) + "\r\n\r\n" + message + "\r\n\r\n";
}

/// Returns how many bytes it has, decompressed.
std::size_t write_archive(const std::string& path, const std::vector<std::string>& pages) {
  std::vector<std::string> members;
  std::size_t round = 0;
  for (std::size_t i = 0; i < pages.size(); ++i) {
    const std::string record = record_of(pages[i], i);
    round += record.size();
    members.push_back(gzip_member(record));
  }
  std::ofstream out(path, std::ios::binary);
  std::size_t bytes = 0;
  for (; bytes < kArchiveBytes; bytes += round) {
    for (const std::string& member : members) out << member;
  }
  return bytes;
}

struct Archive {
  std::string path;
  std::size_t bytes = 0;
};

double zcat_seconds = 0;

void report(benchmark::State& state, const Archive& archive, double seconds) {
  state.SetBytesProcessed(static_cast<std::int64_t>(archive.bytes * state.iterations()));
  if (zcat_seconds > 0) state.counters["ratio"] = zcat_seconds / seconds;
}

template <class Work>
void measure(benchmark::State& state, const Archive& archive, Work work) {
  double best = 0;
  for (auto _ : state) {
    const auto began = Clock::now();
    work();
    const double seconds = std::chrono::duration<double>(Clock::now() - began).count();
    state.SetIterationTime(seconds);
    if (best == 0 || seconds < best) best = seconds;
  }
  report(state, archive, best);
}

void run_command(const std::string& command, benchmark::State& state) {
  if (std::system(command.c_str()) != 0) state.SkipWithError("the command failed");
}

void zcat(benchmark::State& state, const Archive& archive) {
  double best = 0;
  for (auto _ : state) {
    const auto began = Clock::now();
    run_command("zcat '" + archive.path + "' | wc -c > /dev/null", state);
    const double seconds = std::chrono::duration<double>(Clock::now() - began).count();
    state.SetIterationTime(seconds);
    if (best == 0 || seconds < best) best = seconds;
  }
  zcat_seconds = best;
  report(state, archive, best);
}

/// Only reads the records, and looks for one mark in each.
void plain_python(benchmark::State& state, const Archive& archive) {
  const std::string script =
      "import gzip, sys\n"
      "f = gzip.open(sys.argv[1])\n"
      "n = 0\n"
      "while f.readline():\n"
      "    length = 0\n"
      "    while (line := f.readline().strip()):\n"
      "        if line.lower().startswith(b'content-length:'): length = int(line.split(b':')[1])\n"
      "    n += b'data-caveat=' in f.read(length)\n"
      "    f.readline(); f.readline()\n";
  const std::string file = archive.path + ".py";
  std::ofstream(file) << script;
  measure(state, archive, [&] { run_command("python3 '" + file + "' '" + archive.path + "'", state); });
  std::filesystem::remove(file);
}

void audit_archive(benchmark::State& state, const Archive& archive, unsigned jobs) {
  audit::Question question;
  question.regions.push_back({"RU", *caveat::geoip::Location::stated("RU")});
  const audit::Judge judge(flagship(), question);
  std::uint64_t findings = 0;
  measure(state, archive, [&] {
    auto store = audit::RunStore::open("");
    if (!store || !store->begin("q", "r", "RU") ||
        !audit::run_audit({archive.path}, judge, audit::open_archive, *store,
                          {.jobs = jobs, .progress = {}})) {
      state.SkipWithError("the audit failed");
      return;
    }
    findings = finding_count(*store->totals());
  });
  state.counters["findings"] = static_cast<double>(findings);
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 2) {
    std::cerr << "bench_audit FOLDER [benchmark options]\n";
    return 2;
  }
  const auto pages = read_pages(argv[1]);
  const auto rules = flagship();
  std::vector<std::string> complying;
  for (const std::string& page : pages) complying.push_back(served(rules, page));
  const std::string folder =
      std::filesystem::temp_directory_path() / ("bench_audit_" + std::to_string(std::rand()));
  std::filesystem::create_directories(folder);
  std::map<std::string, Archive> archives = {{"served", {folder + "/served.warc.gz"}},
                                             {"plain", {folder + "/plain.warc.gz"}}};
  archives["served"].bytes = write_archive(archives["served"].path, complying);
  archives["plain"].bytes = write_archive(archives["plain"].path, pages);
  for (const auto& [name, archive] : archives) {
    const auto add = [&, &archive = archive](const std::string& what, auto run) {
      benchmark::RegisterBenchmark((what + "/" + name).c_str(),
                                   [&archive, run](benchmark::State& state) { run(state, archive); })
          ->UseManualTime()
          ->Unit(benchmark::kMillisecond)
          ->Iterations(3);
    };
    add("zcat", zcat);
    add("audit_1_job", [](benchmark::State& state, const Archive& one) { audit_archive(state, one, 1); });
    add("audit_2_jobs", [](benchmark::State& state, const Archive& one) { audit_archive(state, one, 2); });
    add("plain_python", plain_python);
  }
  benchmark::Initialize(&argc, argv);
  benchmark::RunSpecifiedBenchmarks();
  std::filesystem::remove_all(folder);
}
