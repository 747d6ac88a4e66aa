// JSON through its editor: the same in any chunks, untouched where nothing is to do, the same a second time.
#include <cstdint>
#include <functional>

#include "filter/json_editor.h"
#include "inner_fuzz.h"

namespace {

using namespace caveat;

rules::InnerEdits edits_at(std::string_view pointer, std::shared_ptr<const html::Program> program) {
  rules::JsonPointer::Fault fault;
  rules::InnerEdits edits;
  edits.place.pointer = rules::JsonPointer::parse(pointer, fault);
  edits.program = std::move(program);
  return edits;
}

/// The kind of program goes by the length, so that a seed is a document and nothing else.
void check(std::string_view json) {
  using Make = std::function<std::unique_ptr<filter::InnerEditor>(filter::Shortfall&, html::ByteSink&)>;
  const auto maker = [](const std::vector<rules::InnerEdits>& edits) {
    return Make([&edits](filter::Shortfall& shortfall, html::ByteSink& sink) {
      return std::make_unique<filter::JsonEditor>(edits, 1'000'000, shortfall, sink);
    });
  };
  const auto program = filter::inner_program(json.size() % 2 == 0);
  const std::vector edits = {edits_at("/a", program), edits_at("/*/b", program)};
  html::ProgramBuilder nothing;
  nothing.remove({.owner = 0, .selector = *html::SelectorList::parse("no-such-element")});
  const std::vector idle = {edits_at("/*", nothing.build())};
  filter::check_inner(json, maker(edits), maker(idle));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  check({reinterpret_cast<const char*>(data), size});
  return 0;
}
