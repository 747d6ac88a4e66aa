// withhold = { mentions, elements, with }: replaces names and elements by a visible mark of the omission.
#include <utility>

#include "rules/actions/actions.h"
#include "rules/mention_list.h"
#include "rules/selector_check.h"
#include "rules/vocabulary/pack_language.h"

namespace caveat::rules {

namespace {

class Withhold : public Action {
 public:
  Withhold(std::shared_ptr<const html::MentionSet> mentions, std::vector<html::SelectorList> elements,
           std::string words)
      : mentions_(std::move(mentions)), elements_(std::move(elements)), words_(std::move(words)) {}

  void contribute(const ActionContext& context, html::ProgramBuilder& program, HeadEdits&) const override {
    const std::string html = mark_html(std::string(context.mark) + ":withheld", words_);
    for (const html::SelectorList& selector : elements_) {
      program.remove({.owner = context.owner, .selector = selector, .max_text_bytes = 0, .mark_html = html});
    }
    if (mentions_->size() > 0) {
      program.withhold({.owner = context.owner, .mentions = mentions_, .html = html});
    }
  }

 private:
  std::shared_ptr<const html::MentionSet> mentions_;
  std::vector<html::SelectorList> elements_;
  std::string words_;
};

}  // namespace

void make_withhold(const ActionSource& source, Problems& problems, ActionParts& parts) {
  parts.inserts = true;
  if (!is_table(source, problems)) return;
  const TomlTable& table = *source.value.table();
  TableReader reader(table, source.key_place, name_of(source), problems, kWithholdKeys);
  auto mentions = compile_mentions(reader.texts("mentions"), problems);
  std::vector<html::SelectorList> elements;
  for (const PlacedText& text : reader.texts("elements")) {
    if (auto selector = checked_selector(text, 0, problems)) elements.push_back(std::move(*selector));
  }
  const TomlValue* words = reader.text("with");
  reader.refuse_unknown();
  if (!find(table, "mentions") && !find(table, "elements")) {
    problems.add(Code::missing_key, source.key_place, "`withhold` says neither `mentions` nor `elements`");
  }
  if (words == nullptr) return;
  parts.edits.push_back(
      std::make_unique<Withhold>(std::move(mentions), std::move(elements), *words->string()));
}

}  // namespace caveat::rules
