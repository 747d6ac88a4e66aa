// remove = { widgets, elements }: takes widgets and other elements out of the page.
#include <algorithm>
#include <utility>

#include "rules/actions/actions.h"
#include "rules/nearest_name.h"
#include "rules/selector_check.h"

namespace caveat::rules {

namespace {

/// Elements, and how long their text may be.
struct Removal {
  html::SelectorList selector;
  std::size_t max_text_bytes;
};

class Remove : public Action {
 public:
  explicit Remove(std::vector<Removal> removals) : removals_(std::move(removals)) {}

  void contribute(const ActionContext& context, html::ProgramBuilder& program, HeadEdits&) const override {
    for (const Removal& removal : removals_) {
      program.remove({context.owner, removal.selector, removal.max_text_bytes});
    }
  }

 private:
  std::vector<Removal> removals_;
};

void add_widgets(const PlacedText& kind, const WidgetCatalogue& catalogue, Problems& problems,
                 std::vector<Removal>& removals) {
  const auto kinds = widget_kinds();
  if (std::find(kinds.begin(), kinds.end(), *kind.text) == kinds.end()) {
    const std::string near = did_you_mean(*kind.text, kinds);
    problems.add(Code::unknown_widget_kind, kind.value->place, "no widgets are called " + quoted(*kind.text),
                 near.empty() ? "widgets are " + one_of(kinds) : near);
    return;
  }
  for (const Widget& widget : catalogue.widgets()) {
    if (widget.kind == *kind.text) removals.push_back({widget.selector, widget.max_text_bytes});
  }
}

}  // namespace

void make_remove(const ActionSource& source, Problems& problems, ActionParts& parts) {
  if (!is_table(source, problems)) return;
  const TomlTable& table = *source.value.table();
  TableReader reader(table, source.key_place, name_of(source), problems);
  std::vector<Removal> removals;
  for (const PlacedText& kind : reader.texts("widgets"))
    add_widgets(kind, source.widgets, problems, removals);
  for (const PlacedText& text : reader.texts("elements")) {
    if (auto selector = checked_selector(text, 0, problems)) removals.push_back({std::move(*selector), 0});
  }
  reader.refuse_unknown();
  if (!find(table, "widgets") && !find(table, "elements")) {
    problems.add(Code::missing_key, source.key_place, "`remove` says neither `widgets` nor `elements`");
  }
  parts.edits.push_back(std::make_unique<Remove>(std::move(removals)));
}

}  // namespace caveat::rules
