// What a fuzz target feeds a Rewriter with, and how.
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "html/program.h"
#include "html/rewriter.h"

namespace caveat::html {

/// Takes the beginning of the fuzzer's bytes for choices, the rest for a page.
class FuzzedChoices {
 public:
  FuzzedChoices(const std::uint8_t* data, std::size_t size)
      : rest_(reinterpret_cast<const char*>(data), size) {}

  std::size_t one_of(std::size_t count) {
    if (rest_.empty()) return 0;
    const auto choice = static_cast<unsigned char>(rest_.front());
    rest_.remove_prefix(1);
    return choice % count;
  }
  /// Up to the end of a line, which is taken, too.
  std::string line() {
    const std::size_t end = std::min(rest_.find('\n'), rest_.size());
    std::string text(rest_.substr(0, end));
    rest_.remove_prefix(std::min(end + 1, rest_.size()));
    return text;
  }
  std::string_view page() const { return rest_; }

 private:
  std::string_view rest_;
};

constexpr std::array<std::string_view, 14> kFuzzedSelectors = {
    "p",        "a",      ".x",  "div > p",   "ul li",           "b, i",        "[href*='//x']",
    "table td", "form *", "#id", "p:not(.x)", "li:nth-child(2)", ":is(a, b) i", "svg *"};
constexpr std::array<std::string_view, 6> kFuzzedPlaces = {"p",        "article", "body",
                                                           "table td", "select",  ".x"};

inline std::shared_ptr<const Program> fuzzed_program(FuzzedChoices& choices) {
  const auto selector = [&choices](const auto& from) {
    return *SelectorList::parse(from[choices.one_of(from.size())]);
  };
  ProgramBuilder builder;
  const std::size_t notices = choices.one_of(3);
  for (std::size_t i = 0; i < notices; ++i) {
    const std::string mark = "fuzz/" + std::to_string(i);
    const auto position = static_cast<Position>(choices.one_of(4));
    builder.insert({.owner = 0,
                    .places = {{position, selector(kFuzzedPlaces)}},
                    .mark = mark,
                    .html = "<div data-caveat=\"" + mark + "\"><p>Notice.</p></div>"});
  }
  const std::size_t removes = choices.one_of(3);
  for (std::size_t i = 0; i < removes; ++i) {
    builder.remove(
        {.owner = 0, .selector = selector(kFuzzedSelectors), .max_text_bytes = choices.one_of(2) * 8});
  }
  if (choices.one_of(2) == 1) {
    builder.attributes(
        {.owner = 0, .selector = selector(kFuzzedSelectors), .set = {{"a", "1"}}, .remove = {"b"}});
  }
  const std::size_t disables = choices.one_of(3);
  for (std::size_t i = 0; i < disables; ++i) {
    const std::string mark = "fuzz/d" + std::to_string(i);
    const std::string reason = "<span data-caveat=\"" + mark + ":disabled\">Off.</span>";
    builder.disable({.owner = 0,
                     .selector = selector(kFuzzedSelectors),
                     .max_text_bytes = choices.one_of(2) * 8,
                     .mark = mark + ":disabled",
                     .html = reason});
    builder.disable({.owner = 0,
                     .selector = *SelectorList::parse("[data-caveat-disabled~='" + mark + "']"),
                     .mark = mark + ":disabled",
                     .html = reason});
  }
  return builder.build();
}

class FuzzedOutput final : public ByteSink {
 public:
  void write(std::string_view bytes) override { text += bytes; }
  std::string text;
};

struct FuzzedResult {
  std::string html;
  bool whole = false;   ///< every notice has its place, and the page was followed to its end
  bool failed = false;  ///< it was not followed to its end; how much of it came out does not matter
};

inline FuzzedResult rewrite_in_chunks(std::string_view page, const std::shared_ptr<const Program>& program,
                                      std::size_t chunk, std::string_view charset = "UTF-8",
                                      const RewriterLimits& limits = {}) {
  FuzzedOutput output;
  Rewriter rewriter(program, limits, output, charset);
  for (; !page.empty(); page.remove_prefix(std::min(chunk, page.size()))) {
    rewriter.write(page.substr(0, chunk));
  }
  rewriter.finish();
  const bool placed = std::ranges::all_of(rewriter.report().inserts, [](const InsertOutcome& insert) {
    return insert.kind == InsertOutcome::Kind::placed;
  });
  return {
      .html = output.text, .whole = placed && !rewriter.failure(), .failed = rewriter.failure().has_value()};
}

}  // namespace caveat::html
