// feeds through their editor: the same in any chunks, untouched where nothing is to do, the same a second
// time.
#include <cstdint>
#include <functional>

#include "filter/feed_editor.h"
#include "inner_fuzz.h"

namespace {

using namespace caveat;

rules::InnerEdits edits_of(std::shared_ptr<const html::Program> program) {
  rules::InnerEdits edits;
  edits.without_inserts = html::ProgramBuilder::without_inserts(*program).build();
  edits.program = std::move(program);
  return edits;
}

/// The kind of program and the charset go by the length, so that a seed is a feed and nothing else.
void check(std::string_view feed) {
  const std::string charset = feed.size() % 3 == 0 ? "windows-1251" : "UTF-8";
  using Make = std::function<std::unique_ptr<filter::InnerEditor>(filter::Shortfall&, html::ByteSink&)>;
  const auto maker = [&charset](const rules::InnerEdits& edits) {
    return Make([&charset, &edits](filter::Shortfall& shortfall, html::ByteSink& sink) {
      return std::make_unique<filter::FeedEditor>(edits, charset, 1'000'000, shortfall, sink);
    });
  };
  const rules::InnerEdits edits = edits_of(filter::inner_program(feed.size() % 2 == 0));
  html::ProgramBuilder nothing;
  nothing.remove({.owner = 0, .selector = *html::SelectorList::parse("no-such-element")});
  const rules::InnerEdits idle = edits_of(nothing.build());
  filter::check_inner(feed, maker(edits), maker(idle));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  check({reinterpret_cast<const char*>(data), size});
  return 0;
}
