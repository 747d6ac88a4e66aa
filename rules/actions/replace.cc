// replace = { elements, with }: puts a notice in place of elements, such as an embed.
#include <utility>

#include "rules/actions/actions.h"
#include "rules/actions/notice_use.h"
#include "rules/selector_check.h"
#include "rules/vocabulary/pack_language.h"

namespace caveat::rules {

namespace {

std::string replaced_mark(std::string_view mark) {
  return std::string(mark) + ":replaced";
}

class Replace : public Action {
 public:
  Replace(std::vector<html::SelectorList> elements, NoticeUse notice)
      : elements_(std::move(elements)), notice_(std::move(notice)) {}

  void contribute(const ActionContext& context, html::ProgramBuilder& program, HeadEdits&) const override {
    const std::string html = notice_.phrase(replaced_mark(context.mark), context.facts);
    for (const html::SelectorList& selector : elements_) {
      program.remove({.owner = context.owner, .selector = selector, .max_text_bytes = 0, .mark_html = html});
    }
  }

  void describe(std::string_view mark, RuleSummary& summary) const override {
    summary.notices.push_back({replaced_mark(mark), notice_.notice().name});
  }

  void append_variant(const Facts& facts, VariantKey& variant) const override {
    notice_.append_variant(facts, variant);
  }
  bool varies_by_reader(const Facts& facts) const override { return notice_.varies_by_reader(facts); }
  Awaits awaits(const Facts& facts) const override { return notice_.awaits(facts); }
  void explain(const Facts& facts, ActionTrace& trace) const override { notice_.explain(facts, trace); }

 private:
  std::vector<html::SelectorList> elements_;
  NoticeUse notice_;
};

}  // namespace

void make_replace(const ActionSource& source, Problems& problems, ActionParts& parts) {
  parts.inserts = true;
  if (!is_table(source, problems)) return;
  const TomlTable& table = *source.value.table();
  TableReader reader(table, source.key_place, name_of(source), problems, kReplaceKeys);
  std::vector<html::SelectorList> elements;
  for (const PlacedText& text : reader.texts("elements")) {
    if (auto selector = checked_selector(text, 0, problems)) elements.push_back(std::move(*selector));
  }
  const TomlValue* name = reader.text("with");
  reader.refuse_unknown();
  if (!find(table, "elements")) {
    problems.add(Code::missing_key, source.key_place, "`replace` does not say which `elements`");
  }
  auto notice = name ? source.notices.find({name->string(), name}) : nullptr;
  if (!notice) return;
  NoticeUse use(std::move(notice), source.pack, source.region_title);
  parts.edits.push_back(std::make_unique<Replace>(std::move(elements), std::move(use)));
}

}  // namespace caveat::rules
