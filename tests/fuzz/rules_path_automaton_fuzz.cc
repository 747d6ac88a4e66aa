// globs over paths: what is said of two of them is true of the paths that they match.
#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

#include "rules/canonical_url.h"
#include "rules/path_automaton.h"

namespace {

std::string_view take_line(std::string_view& text) {
  const std::string_view line = text.substr(0, text.find('\n'));
  text.remove_prefix(std::min(line.size() + 1, text.size()));
  return line;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size > 400) return 0;
  std::string_view text(reinterpret_cast<const char*>(data), size);
  const std::vector<caveat::rules::PathAutomaton> outer = {caveat::rules::PathAutomaton(take_line(text)),
                                                           caveat::rules::PathAutomaton(take_line(text))};
  const caveat::rules::PathAutomaton inner(take_line(text));
  const std::string path = caveat::rules::canonical_path(text);
  const bool in_outer = outer[0].matches(path) || outer[1].matches(path);
  if (inner.matches(path) && !in_outer && holds(outer, inner)) std::abort();
  const auto meeting = meeting_of(outer[0], inner);
  if (meeting && (!outer[0].matches(*meeting) || !inner.matches(*meeting))) std::abort();
  if (!meeting && inner.matches(path) && outer[0].matches(path)) std::abort();
  return 0;
}
