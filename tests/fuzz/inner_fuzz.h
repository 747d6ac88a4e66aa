// What the fuzz targets of feeds and of JSON have in common.
#pragma once

#include <algorithm>
#include <cstdlib>
#include <memory>
#include <string>
#include <string_view>

#include "filter/inner_editor.h"
#include "filter/shortfall.h"
#include "html/program.h"

namespace caveat::filter {

class FuzzedText final : public html::ByteSink {
 public:
  void write(std::string_view bytes) override { text += bytes; }
  std::string text;
};

/// Takes elements out, changes attributes, and if asked to inserts a notice.
inline std::shared_ptr<const html::Program> inner_program(bool inserts) {
  html::ProgramBuilder builder;
  if (inserts) {
    builder.insert({.owner = 0,
                    .places = {{html::Position::start_of, *html::SelectorList::parse("p")},
                               {html::Position::start_of, *html::SelectorList::parse("body")}},
                    .mark = "fuzz/0",
                    .html = "<div data-caveat=\"fuzz/0\"><p>Notice.</p></div>"});
  }
  builder.remove({.owner = 0, .selector = *html::SelectorList::parse(".x, i, svg *")});
  builder.attributes(
      {.owner = 0, .selector = *html::SelectorList::parse("a, b"), .set = {{"a", "1"}}, .remove = {"b"}});
  return builder.build();
}

struct InnerOutcome {
  std::string text;
  bool whole = false;
};

/// `make(shortfall, sink)` makes the editor.
template <typename Make>
InnerOutcome edit_in_chunks(std::string_view bytes, std::size_t chunk, const Make& make) {
  Shortfall shortfall(rules::OnFailure::refuse);
  FuzzedText sink;
  const std::unique_ptr<InnerEditor> editor = make(shortfall, sink);
  for (; !bytes.empty(); bytes.remove_prefix(std::min(chunk, bytes.size()))) {
    if (!editor->write(bytes.substr(0, chunk))) return {.text = sink.text};
  }
  const bool whole = editor->finish().has_value();
  return {.text = sink.text, .whole = whole};
}

/// The same in any chunks; nothing changes the second time; and where no edit has anything to do, nothing
/// does at all.
template <typename Make>
void check_inner(std::string_view bytes, const Make& make, const Make& make_idle) {
  const InnerOutcome once = edit_in_chunks(bytes, bytes.size() + 1, make);
  for (const std::size_t chunk : {std::size_t{1}, std::size_t{5}}) {
    const InnerOutcome in_chunks = edit_in_chunks(bytes, chunk, make);
    if (in_chunks.whole != once.whole || (once.whole && in_chunks.text != once.text)) std::abort();
  }
  const InnerOutcome idle = edit_in_chunks(bytes, bytes.size() + 1, make_idle);
  if (idle.whole && idle.text != bytes) std::abort();
  if (!once.whole) return;
  const InnerOutcome twice = edit_in_chunks(once.text, once.text.size() + 1, make);
  if (!twice.whole || twice.text != once.text) std::abort();
}

}  // namespace caveat::filter
