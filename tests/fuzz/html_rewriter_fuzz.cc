// pages through random programs: the same in any chunks, and a second time changes nothing.
#include <cstdlib>

#include "fuzzed_page.h"

namespace caveat::html {
namespace {

std::size_t count(std::string_view text, std::string_view part) {
  std::size_t found = 0;
  for (std::size_t at = text.find(part); at != std::string_view::npos; at = text.find(part, at + 1)) ++found;
  return found;
}

void check(FuzzedChoices choices) {
  const auto program = fuzzed_program(choices);
  const std::string_view page = choices.page();
  const FuzzedResult once = rewrite_in_chunks(page, program, page.size() + 1);
  for (const std::size_t chunk : {std::size_t{1}, std::size_t{5}}) {
    const FuzzedResult in_chunks = rewrite_in_chunks(page, program, chunk);
    if (in_chunks.html != once.html || in_chunks.whole != once.whole) std::abort();
  }
  if (!once.whole) return;
  for (const InsertEdit& insert : program->inserts()) {
    if (count(once.html, insert.html) < 1) std::abort();
  }
  if (program->empty() && once.html != page) std::abort();
  const FuzzedResult twice = rewrite_in_chunks(once.html, program, once.html.size() + 1);
  if (twice.html != once.html || !twice.whole) std::abort();
}

}  // namespace
}  // namespace caveat::html

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  caveat::html::check({data, size});
  return 0;
}
