// pages that are skimmed come out as those of which every tag is followed, whatever the chunks and the
// program.
#include <cstdlib>

#include "fuzzed_page.h"

namespace caveat::html {
namespace {

/// The program that the choices make, once more with a selector that has every element counted if `follows`.
std::shared_ptr<const Program> program(FuzzedChoices& choices, bool follows) {
  static constexpr std::array<std::string_view, 10> kSelectors = {
      "x-card, em", ".share",        "#id",   "a[href*='share']", "[data-x]",
      "ul .share",  "[class^=shar]", "input", "time, .a\\&b",     "a[href*='u=1&v=2']"};
  static constexpr std::array<std::string_view, 4> kPlaces = {"body", "article", ".share", "p"};
  ProgramBuilder builder;
  const auto pick = [&choices](const auto& from) {
    return *SelectorList::parse(from[choices.one_of(from.size())]);
  };
  const auto position = static_cast<Position>(choices.one_of(4));
  builder.insert({.places = {{position, pick(kPlaces)}},
                  .mark = "fuzz/notice",
                  .html = "<div data-caveat=\"fuzz/notice\"><p>Notice.</p></div>"});
  builder.remove({.selector = pick(kSelectors), .max_text_bytes = choices.one_of(2) * 8});
  builder.attributes({.selector = pick(kSelectors), .set = {{"a", "1"}}, .remove = {}});
  if (follows) {
    builder.attributes(
        {.selector = *SelectorList::parse("x-none:first-child"), .set = {{"a", "b"}}, .remove = {}});
  }
  return builder.build();
}

void check(FuzzedChoices choices) {
  FuzzedChoices again = choices;
  const auto skims = program(choices, false);
  const auto follows = program(again, true);
  const std::string_view page = choices.page();
  // How deep elements are nested is not known of those that are skimmed.
  const RewriterLimits limits{.open_elements = page.size() + 10};
  const FuzzedResult expected = rewrite_in_chunks(page, follows, page.size() + 1, "UTF-8", limits);
  for (const std::size_t chunk : {page.size() + 1, std::size_t{70}, std::size_t{1}}) {
    const FuzzedResult result = rewrite_in_chunks(page, skims, chunk, "UTF-8", limits);
    if (result.whole != expected.whole) std::abort();
    if (result.whole && result.html != expected.html) std::abort();
  }
}

}  // namespace
}  // namespace caveat::html

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  caveat::html::check({data, size});
  return 0;
}
