// insert = { notice, at }: puts a notice into the page, once.
#include <optional>
#include <utility>

#include "rules/actions/actions.h"
#include "rules/actions/notice_use.h"
#include "rules/place_text.h"
#include "rules/selector_check.h"
#include "rules/vocabulary/pack_language.h"

namespace caveat::rules {

namespace {

class Insert : public Action {
 public:
  Insert(NoticeUse notice, std::vector<html::Place> places)
      : notice_(std::move(notice)), places_(std::move(places)) {}

  void contribute(const ActionContext& context, html::ProgramBuilder& program, HeadEdits&) const override {
    html::InsertEdit edit;
    edit.owner = context.owner;
    edit.places = places_;
    edit.mark = context.mark;
    edit.html = notice_.element(context.mark, context.facts);
    program.insert(std::move(edit));
  }

  void describe(std::string_view mark, RuleSummary& summary) const override {
    summary.notices.push_back({std::string(mark), notice_.notice().name});
    for (const html::Place& place : places_) summary.places.push_back(place_text(place));
  }

  void append_variant(const Facts& facts, VariantKey& variant) const override {
    notice_.append_variant(facts, variant);
  }

  bool varies_by_reader(const Facts& facts) const override { return notice_.varies_by_reader(facts); }

  Awaits awaits(const Facts& facts) const override { return notice_.awaits(facts); }

  void explain(const Facts& facts, ActionTrace& trace) const override {
    notice_.explain(facts, trace);
    for (const html::Place& place : places_) trace.places.push_back(place_text(place));
  }

 private:
  NoticeUse notice_;
  std::vector<html::Place> places_;
};

std::optional<html::Place> parse_place(const PlacedText& text, Problems& problems) {
  for (const PositionWords& position : position_words()) {
    const std::size_t words = position.words.size();
    if (!text.text->starts_with(position.words) || text.text->substr(words, 1) != " ") continue;
    auto selector = checked_selector(text, words + 1, problems);
    if (!selector) return std::nullopt;
    return html::Place{position.position, std::move(*selector)};
  }
  problems.add(Code::bad_insert_place, text.value->place,
               "a place is `start of`, `end of`, `before` or `after`, then a selector",
               "write " + in_quotes(likely_place(*text.text)));
  return std::nullopt;
}

}  // namespace

void make_insert(const ActionSource& source, Problems& problems, ActionParts& parts) {
  parts.inserts = true;
  if (!is_table(source, problems)) return;
  TableReader reader(*source.value.table(), source.key_place, name_of(source), problems, kInsertKeys);
  const TomlValue* name = reader.text("notice");
  std::vector<html::Place> places;
  for (const PlacedText& text : reader.texts("at")) {
    if (auto place = parse_place(text, problems)) places.push_back(std::move(*place));
  }
  reader.refuse_unknown();
  auto notice = name ? source.notices.find({name->string(), name}) : nullptr;
  if (!notice) return;
  NoticeUse use(std::move(notice), source.pack, source.region_title);
  parts.edits.push_back(std::make_unique<Insert>(std::move(use), std::move(places)));
}

}  // namespace caveat::rules
