// Names in running text: how much a thousand of them cost more than one, beside RE2's sets over the same
// text.
#include <benchmark/benchmark.h>
#include <re2/re2.h>
#include <re2/set.h>

#include <random>
#include <string>
#include <vector>

#include "html/mention_set.h"
#include "html/program.h"
#include "html/rewriter.h"

namespace {

using namespace caveat::html;

/// Words as frequent as in speech: few are met all the time, most hardly ever.
class Speech {
 public:
  Speech() {
    for (int i = 0; i < 4000; ++i) words_.push_back(word());
  }

  std::string phrase(std::size_t words) {
    std::string text;
    for (std::size_t i = 0; i < words; ++i) text += (i == 0 ? "" : " ") + words_[rank()];
    return text;
  }

 private:
  std::size_t rank() {
    const double uniform = std::uniform_real_distribution<double>(0, 1)(random_);
    return static_cast<std::size_t>(uniform * uniform * uniform * 4000.0);
  }
  std::string word() {
    std::string letters;
    for (std::size_t i = 2 + random_() % 8; i > 0; --i) {
      letters += {'\xD0', static_cast<char>(0xB0 + random_() % 16)};
    }
    return letters;
  }

  std::mt19937 random_{1};
  std::vector<std::string> words_;
};

struct Material {
  std::vector<std::string> names;
  std::string page;

  Material() {
    Speech speech;
    for (std::size_t i = 0; i < 5000; ++i) names.push_back(speech.phrase(2 + i % 4));
    for (int i = 0; i < 400; ++i) {
      page += "<p class=\"text\">" + speech.phrase(40) + " <b>" + speech.phrase(3) + "</b></p>\n";
    }
  }
};

const Material& material() {
  static const Material kAll;
  return kAll;
}

std::size_t count(const benchmark::State& state) {
  return static_cast<std::size_t>(state.range(0));
}

class NoSink final : public ByteSink {
 public:
  void write(std::string_view bytes) override { benchmark::DoNotOptimize(bytes.data()); }
};

/// A page labelled; 0 names: another edit, so that the page is followed all the same.
void label(benchmark::State& state) {
  MentionSetBuilder mentions;
  for (std::size_t i = 0; i < count(state); ++i) (void)mentions.add(material().names[i]);
  ProgramBuilder builder;
  builder.remove({.owner = 0, .selector = *SelectorList::parse(".none"), .max_text_bytes = 0});
  if (count(state) > 0) {
    builder.label({.owner = 0,
                   .mentions = mentions.build(),
                   .every = true,
                   .mark = "p/r:label",
                   .html = "<span data-caveat=\"p/r:label\">*</span>"});
  }
  const auto program = builder.build();
  for (auto _ : state) {
    NoSink sink;
    Rewriter rewriter(program, {}, sink);
    rewriter.write(material().page);
    rewriter.finish();
  }
  state.SetBytesProcessed(static_cast<std::int64_t>(state.iterations() * material().page.size()));
}
BENCHMARK(label)->Arg(0)->Arg(1)->Arg(10)->Arg(100)->Arg(1000)->Arg(5000);

/// What RE2 alone would cost, told only whether something matches, and not where.
void re2_set(benchmark::State& state) {
  re2::RE2::Options options;
  options.set_case_sensitive(false);
  options.set_max_mem(std::int64_t{64} << 20);
  re2::RE2::Set set(options, re2::RE2::UNANCHORED);
  for (std::size_t i = 0; i < count(state); ++i) {
    set.Add(re2::RE2::QuoteMeta(material().names[i]), nullptr);
  }
  set.Compile();
  std::vector<int> matching;
  for (auto _ : state) benchmark::DoNotOptimize(set.Match(material().page, &matching));
  state.SetBytesProcessed(static_cast<std::int64_t>(state.iterations() * material().page.size()));
}
BENCHMARK(re2_set)->Arg(1)->Arg(10)->Arg(100)->Arg(1000)->Arg(5000);

void compile(benchmark::State& state) {
  for (auto _ : state) {
    MentionSetBuilder mentions;
    for (std::size_t i = 0; i < count(state); ++i) (void)mentions.add(material().names[i]);
    benchmark::DoNotOptimize(mentions.build());
  }
}
BENCHMARK(compile)->Arg(1000)->Unit(benchmark::kMillisecond);

}  // namespace

BENCHMARK_MAIN();
