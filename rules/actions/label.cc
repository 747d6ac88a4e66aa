// label = { mentions, with, which }: marks names in the page's text.
#include <utility>

#include "rules/actions/actions.h"
#include "rules/mention_list.h"
#include "rules/vocabulary/pack_language.h"

namespace caveat::rules {

namespace {

class Label : public Action {
 public:
  Label(std::shared_ptr<const html::MentionSet> mentions, std::string words, bool every)
      : mentions_(std::move(mentions)), words_(std::move(words)), every_(every) {}

  void contribute(const ActionContext& context, html::ProgramBuilder& program, HeadEdits&) const override {
    html::LabelEdit edit;
    edit.owner = context.owner;
    edit.mentions = mentions_;
    edit.every = every_;
    edit.mark = std::string(context.mark) + ":label";
    edit.html = mark_html(edit.mark, words_);
    program.label(std::move(edit));
  }

 private:
  std::shared_ptr<const html::MentionSet> mentions_;
  std::string words_;
  bool every_;
};

/// Words in brackets stand off from the name; a footnote sign does not.
std::string spaced(const std::string& words) {
  const bool sign =
      words.size() <= 4 || std::string_view(" ,.;:*\t").find(words[0]) != std::string_view::npos;
  return sign ? words : " " + words;
}

}  // namespace

void make_label(const ActionSource& source, Problems& problems, ActionParts& parts) {
  parts.inserts = true;
  if (!is_table(source, problems)) return;
  const TomlTable& table = *source.value.table();
  TableReader reader(table, source.key_place, name_of(source), problems, kLabelKeys);
  auto mentions = compile_mentions(reader.texts("mentions"), problems);
  const TomlValue* words = reader.text("with");
  const std::string* which = reader.word("which");
  reader.refuse_unknown();
  if (!find(table, "mentions")) {
    problems.add(Code::missing_key, source.key_place, "`label` does not say which `mentions`");
  }
  if (words == nullptr) return;
  const bool every = which == nullptr || *which == "every";
  parts.edits.push_back(std::make_unique<Label>(std::move(mentions), spaced(*words->string()), every));
}

}  // namespace caveat::rules
