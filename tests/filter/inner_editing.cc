#include "inner_editing.h"

#include <algorithm>

namespace caveat::filter {
namespace {

class TextSink final : public html::ByteSink {
 public:
  void write(std::string_view bytes) override { text += bytes; }
  std::string text;
};

html::SelectorList selector(std::string_view text) {
  return *html::SelectorList::parse(text);
}

void add_removals(html::ProgramBuilder& builder) {
  builder.remove({0, selector(".share"), 0});
  builder.attributes({0, selector("[target=_blank]"), {{"rel", "noreferrer"}}, {}});
}

void run(InnerEditor& editor, std::string_view bytes, std::size_t chunk, InnerResult& result) {
  while (!bytes.empty() && !result.failure) {
    if (const auto written = editor.write(bytes.substr(0, chunk)); !written) result.failure = written.error();
    bytes.remove_prefix(std::min(chunk, bytes.size()));
  }
  if (result.failure) return;
  if (const auto finished = editor.finish(); !finished) result.failure = finished.error();
}

}  // namespace

std::shared_ptr<const html::Program> inner_program() {
  html::ProgramBuilder builder;
  html::InsertEdit insert;
  insert.places.push_back({html::Position::start_of, selector("body")});
  insert.mark = "pack/warn";
  insert.html = kInnerNotice;
  builder.insert(std::move(insert));
  add_removals(builder);
  return builder.build();
}

std::shared_ptr<const html::Program> inner_removals() {
  html::ProgramBuilder builder;
  add_removals(builder);
  return builder.build();
}

rules::InnerEdits feed_edits(std::shared_ptr<const html::Program> program) {
  rules::InnerEdits edits;
  edits.without_inserts = html::ProgramBuilder::without_inserts(*program).build();
  edits.program = std::move(program);
  return edits;
}

rules::InnerEdits json_edits(std::string_view pointer, std::shared_ptr<const html::Program> program) {
  rules::JsonPointer::Fault fault;
  rules::InnerEdits edits;
  edits.place.pointer = rules::JsonPointer::parse(pointer, fault);
  edits.program = std::move(program);
  return edits;
}

InnerResult edit_feed(std::string_view feed, const rules::InnerEdits& edits, const InnerSetting& setting) {
  TextSink sink;
  Shortfall shortfall(setting.on_failure);
  FeedEditor editor(edits, setting.charset, setting.part_bytes, shortfall, sink);
  InnerResult result;
  run(editor, feed, setting.chunk, result);
  result.text = sink.text;
  result.shortfall = shortfall.noted();
  result.reports = editor.reports();
  return result;
}

InnerResult edit_json(std::string_view json, const std::vector<rules::InnerEdits>& edits,
                      const InnerSetting& setting) {
  TextSink sink;
  Shortfall shortfall(setting.on_failure);
  JsonEditor editor(edits, setting.part_bytes, shortfall, sink);
  InnerResult result;
  run(editor, json, setting.chunk, result);
  result.text = sink.text;
  result.shortfall = shortfall.noted();
  result.reports = editor.reports();
  return result;
}

}  // namespace caveat::filter
