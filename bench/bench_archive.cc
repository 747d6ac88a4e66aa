// Reading a WARC of real pages, a gzip member a record, against `zcat FILE | wc -c` in the same run.
#include <benchmark/benchmark.h>
#include <sys/resource.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "audit/formats/open_archive.h"
#include "audit/formats/warc_writer.h"

namespace {

namespace fs = std::filesystem;
using caveat::audit::open_archive;

constexpr std::size_t kUnpackedBytes = 200 * 1024 * 1024;

std::vector<std::string> corpus_pages() {
  const char* given = std::getenv("CAVEAT_CORPUS");
  const fs::path corpus =
      given != nullptr ? fs::path(given) : fs::path(CAVEAT_SOURCE_DIR).parent_path() / "shared/corpus";
  std::vector<std::string> pages;
  std::error_code error;
  for (const auto& entry : fs::recursive_directory_iterator(corpus / "pages", error)) {
    if (entry.path().extension() != ".html") continue;
    std::ifstream file(entry.path(), std::ios::binary);
    pages.emplace_back(std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>());
  }
  return pages;
}

class ToFile final : public caveat::html::ByteSink {
 public:
  explicit ToFile(const fs::path& path) : out_(path, std::ios::binary) {}
  void write(std::string_view bytes) override { out_ << bytes; }

 private:
  std::ofstream out_;
};

/// Written once; gone with the program. Compressed again by gzip, as archives are.
class Generated {
 public:
  Generated()
      : path_(fs::temp_directory_path() / ("caveat-bench-" + std::to_string(::getpid()) + ".warc.gz")) {
    const auto pages = corpus_pages();
    ToFile out(path_);
    caveat::audit::WarcWriter writer(out);
    const caveat::filter::ResponseHead head{
        .status = 200, .reason = "OK", .fields = {{"Content-Type", "text/html"}}};
    writer.warcinfo("bench", {}, "bench_archive");
    for (std::size_t i = 0; !pages.empty() && bytes_ < kUnpackedBytes; ++i) {
      const std::string& page = pages[i % pages.size()];
      const std::string url = "https://news.example/" + std::to_string(i);
      writer.response({url, {}, head, page}, nullptr);
      bytes_ += page.size();
    }
  }
  ~Generated() {
    std::error_code error;
    fs::remove(path_, error);
  }
  std::string path() const { return path_.string(); }
  std::size_t bytes() const { return bytes_; }

 private:
  fs::path path_;
  std::size_t bytes_ = 0;
};

const Generated& archive() {
  static const Generated kGenerated;
  return kGenerated;
}

/// Of this process and of those that it has waited for: on a busy machine the only honest clock.
double processor_seconds() {
  double seconds = 0;
  for (const int who : {RUSAGE_SELF, RUSAGE_CHILDREN}) {
    rusage usage{};
    ::getrusage(who, &usage);
    for (const timeval& time : {usage.ru_utime, usage.ru_stime})
      seconds += static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6;
  }
  return seconds;
}

template <class Work>
void measure(benchmark::State& state, const Work& work) {
  archive();
  for (auto _ : state) {
    const double before = processor_seconds();
    work();
    state.SetIterationTime(processor_seconds() - before);
  }
  state.SetBytesProcessed(static_cast<std::int64_t>(state.iterations() * archive().bytes()));
  if (archive().bytes() == 0) state.SkipWithError("the corpus is not there; set CAVEAT_CORPUS to its folder");
}

void zcat_and_wc(benchmark::State& state) {
  const std::string command = "zcat " + archive().path() + " | wc -c > /dev/null";
  measure(state, [&] {
    if (std::system(command.c_str()) != 0) state.SkipWithError("zcat failed");
  });
}
BENCHMARK(zcat_and_wc)->UseManualTime()->Unit(benchmark::kMillisecond);

void read_archive(benchmark::State& state, bool reads_bodies) {
  measure(state, [&] {
    auto opened = open_archive(archive().path());
    std::size_t bytes = 0;
    for (auto found = (*opened)->next(); found && *found; found = (*opened)->next()) {
      while (reads_bodies) {
        const std::string_view piece = (*opened)->read_body();
        if (piece.empty()) break;
        bytes += piece.size();
      }
    }
    benchmark::DoNotOptimize(bytes);
  });
}
BENCHMARK_CAPTURE(read_archive, every_body, true)->UseManualTime()->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(read_archive, heads, false)->UseManualTime()->Unit(benchmark::kMillisecond);

}  // namespace

BENCHMARK_MAIN();
