// How fast each content coding decodes and encodes pages, and how small it makes them.
//
// bench_codings FOLDER [benchmark options]: every .html file below FOLDER is one body, coded and decoded for
// itself, in chunks of 16 KiB. Bytes a second are of the page, not of its coding; `size` is coded / plain.
#include <benchmark/benchmark.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <string>
#include <string_view>
#include <vector>

#include "filter/content_coding.h"

namespace {

using caveat::filter::ContentCoding;
using caveat::filter::make_decoder;
using caveat::filter::make_encoder;
using caveat::html::ByteSink;

constexpr std::size_t kChunk = std::size_t{16} * 1024;
constexpr ContentCoding kCodings[] = {ContentCoding::gzip, ContentCoding::brotli, ContentCoding::zstd};

using Pages = std::vector<std::string>;

Pages read_pages(const std::filesystem::path& folder) {
  Pages pages;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
    if (!entry.is_regular_file() || entry.path().extension() != ".html") continue;
    std::ifstream file(entry.path(), std::ios::binary);
    pages.emplace_back(std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>());
  }
  return pages;
}

std::size_t bytes_of(const Pages& pages) {
  std::size_t bytes = 0;
  for (const std::string& page : pages) bytes += page.size();
  return bytes;
}

class MemorySink final : public ByteSink {
 public:
  void write(std::string_view bytes) override { text += bytes; }
  std::string text;
};

class CountingSink final : public ByteSink {
 public:
  void write(std::string_view bytes) override {
    benchmark::DoNotOptimize(bytes.data());
    count += bytes.size();
  }
  std::size_t count = 0;
};

template <typename Write>
void in_chunks(std::string_view bytes, Write write) {
  for (; !bytes.empty(); bytes.remove_prefix(std::min(kChunk, bytes.size()))) write(bytes.substr(0, kChunk));
}

void encode(ContentCoding coding, std::string_view page, ByteSink& coded) {
  const auto encoder = make_encoder(coding);
  in_chunks(page, [&](std::string_view chunk) { encoder->write(chunk, coded); });
  encoder->finish(coded);
}

void measure_encoding(benchmark::State& state, ContentCoding coding, const Pages& pages) {
  CountingSink coded;
  for (auto _ : state) {
    coded.count = 0;
    for (const std::string& page : pages) encode(coding, page, coded);
  }
  state.SetBytesProcessed(static_cast<std::int64_t>(bytes_of(pages)) * state.iterations());
  state.counters["size"] = static_cast<double>(coded.count) / static_cast<double>(bytes_of(pages));
}

void measure_decoding(benchmark::State& state, ContentCoding coding, const Pages& pages) {
  Pages coded;
  for (const std::string& page : pages) {
    MemorySink sink;
    encode(coding, page, sink);
    coded.push_back(std::move(sink.text));
  }
  for (auto _ : state) {
    CountingSink decoded;
    for (const std::string& page : coded) {
      const auto decoder = make_decoder(coding, {});
      in_chunks(page, [&](std::string_view chunk) {
        if (!decoder->write(chunk, decoded)) state.SkipWithError("a page does not decode");
      });
    }
    if (decoded.count != bytes_of(pages)) state.SkipWithError("a page decodes to something else");
  }
  state.SetBytesProcessed(static_cast<std::int64_t>(bytes_of(pages)) * state.iterations());
}

}  // namespace

int main(int argc, char** argv) {
  benchmark::Initialize(&argc, argv);
  if (argc != 2) {
    std::cerr << "usage: bench_codings FOLDER [benchmark options]\n";
    return 2;
  }
  const Pages pages = read_pages(argv[1]);
  if (pages.empty()) {
    std::cerr << "bench_codings: no .html file below " << argv[1] << '\n';
    return 1;
  }
  for (const ContentCoding coding : kCodings) {
    const std::string name(name_of(coding));
    benchmark::RegisterBenchmark(("encode/" + name).c_str(), [&pages, coding](benchmark::State& state) {
      measure_encoding(state, coding, pages);
    })->Unit(benchmark::kMillisecond);
    benchmark::RegisterBenchmark(("decode/" + name).c_str(), [&pages, coding](benchmark::State& state) {
      measure_decoding(state, coding, pages);
    })->Unit(benchmark::kMillisecond);
  }
  benchmark::RunSpecifiedBenchmarks();
}
