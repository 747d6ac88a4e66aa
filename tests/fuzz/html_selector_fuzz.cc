// selectors: parsed or refused with a place inside the text, and matched against a page.
#include <cstdlib>

#include "fuzzed_page.h"

namespace caveat::html {
namespace {

constexpr std::string_view kPage =
    "<div id=a class='b c'><p class=b>1<a href='//x/y' lang=en-GB>2</a></p><ul><li>3<li hidden>4</ul></div>";

void check(std::string_view text) {
  const auto parsed = SelectorList::parse(text);
  if (!parsed) {
    const SelectorError& error = parsed.error();
    if (error.message.empty() || error.offset > text.size()) std::abort();
    return;
  }
  ProgramBuilder builder;
  builder.attributes({.owner = 0, .selector = *parsed, .set = {{"m", "1"}}, .remove = {}});
  const auto program = builder.build();
  if (rewrite_in_chunks(kPage, program, 1).html != rewrite_in_chunks(kPage, program, kPage.size()).html) {
    std::abort();
  }
}

}  // namespace
}  // namespace caveat::html

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  caveat::html::check({reinterpret_cast<const char*>(data), size});
  return 0;
}
