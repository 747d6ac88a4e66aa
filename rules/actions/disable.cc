// disable = { widgets, elements, reason }: leaves elements in sight, without their uses, and says why.
#include <utility>

#include "html/inert_tag.h"
#include "rules/actions/actions.h"
#include "rules/actions/chosen_elements.h"
#include "rules/actions/notice_use.h"
#include "rules/vocabulary/pack_language.h"

namespace caveat::rules {

namespace {

std::string reason_mark(std::string_view mark) {
  return std::string(mark) + ":disabled";
}

/// What the rule has disabled already, in a page that is served anew.
html::SelectorList disabled_already(std::string_view mark) {
  return *html::SelectorList::parse("[" + std::string(html::kDisabledAttribute) + "~=\"" + std::string(mark) +
                                    "\"]");
}

class Disable : public Action {
 public:
  Disable(std::vector<ChosenElements> elements, NoticeUse reason)
      : elements_(std::move(elements)), reason_(std::move(reason)) {}

  void contribute(const ActionContext& context, html::ProgramBuilder& program, HeadEdits&) const override {
    const std::string mark = reason_mark(context.mark);
    const std::string html = reason_.phrase(mark, context.facts);
    const auto add = [&](const html::SelectorList& selector, std::size_t max_text_bytes) {
      program.disable({.owner = context.owner,
                       .selector = selector,
                       .max_text_bytes = max_text_bytes,
                       .mark = mark,
                       .html = html});
    };
    for (const ChosenElements& chosen : elements_) add(chosen.selector, chosen.max_text_bytes);
    add(disabled_already(context.mark), 0);
  }

  void describe(std::string_view mark, RuleSummary& summary) const override {
    summary.notices.push_back({reason_mark(mark), reason_.notice().name});
  }

  void append_variant(const Facts& facts, VariantKey& variant) const override {
    reason_.append_variant(facts, variant);
  }
  bool varies_by_reader(const Facts& facts) const override { return reason_.varies_by_reader(facts); }
  Awaits awaits(const Facts& facts) const override { return reason_.awaits(facts); }
  void explain(const Facts& facts, ActionTrace& trace) const override { reason_.explain(facts, trace); }

 private:
  std::vector<ChosenElements> elements_;
  NoticeUse reason_;
};

}  // namespace

void make_disable(const ActionSource& source, Problems& problems, ActionParts& parts) {
  if (!is_table(source, problems)) return;
  TableReader reader(*source.value.table(), source.key_place, name_of(source), problems, kDisableKeys);
  std::vector<ChosenElements> elements = chosen_elements(reader, source, problems);
  const TomlValue* name = reader.text("reason");
  reader.refuse_unknown();
  auto reason = name ? source.notices.find({name->string(), name}) : nullptr;
  if (!reason) return;
  NoticeUse use(std::move(reason), source.pack, source.region_title);
  parts.edits.push_back(std::make_unique<Disable>(std::move(elements), std::move(use)));
}

}  // namespace caveat::rules
