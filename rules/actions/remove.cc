// remove = { widgets, elements }: takes widgets and other elements out of the page.
#include <utility>

#include "rules/actions/actions.h"
#include "rules/actions/chosen_elements.h"
#include "rules/vocabulary/pack_language.h"

namespace caveat::rules {

namespace {

class Remove : public Action {
 public:
  explicit Remove(std::vector<ChosenElements> removals) : removals_(std::move(removals)) {}

  void contribute(const ActionContext& context, html::ProgramBuilder& program, HeadEdits&) const override {
    for (const ChosenElements& removal : removals_) {
      program.remove({context.owner, removal.selector, removal.max_text_bytes});
    }
  }

 private:
  std::vector<ChosenElements> removals_;
};

}  // namespace

void make_remove(const ActionSource& source, Problems& problems, ActionParts& parts) {
  if (!is_table(source, problems)) return;
  TableReader reader(*source.value.table(), source.key_place, name_of(source), problems, kRemoveKeys);
  std::vector<ChosenElements> removals = chosen_elements(reader, source, problems);
  reader.refuse_unknown();
  parts.edits.push_back(std::make_unique<Remove>(std::move(removals)));
}

}  // namespace caveat::rules
