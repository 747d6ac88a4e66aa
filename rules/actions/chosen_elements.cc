#include "rules/actions/chosen_elements.h"

#include <algorithm>
#include <utility>

#include "rules/nearest_name.h"
#include "rules/selector_check.h"

namespace caveat::rules {

namespace {

void add_widgets(const PlacedText& kind, const WidgetCatalogue& catalogue, Problems& problems,
                 std::vector<ChosenElements>& chosen) {
  const auto kinds = widget_kinds();
  if (std::find(kinds.begin(), kinds.end(), *kind.text) == kinds.end()) {
    const std::string near = did_you_mean(*kind.text, kinds);
    problems.add(Code::unknown_widget_kind, kind.value->place,
                 "no widgets are called " + in_quotes(*kind.text),
                 near.empty() ? "widgets are " + one_of(kinds) : near);
    return;
  }
  for (const Widget& widget : catalogue.widgets()) {
    if (widget.kind == *kind.text) chosen.push_back({widget.selector, widget.max_text_bytes});
  }
}

}  // namespace

std::vector<ChosenElements> chosen_elements(TableReader& reader, const ActionSource& source,
                                            Problems& problems) {
  std::vector<ChosenElements> chosen;
  for (const PlacedText& kind : reader.texts("widgets")) add_widgets(kind, source.widgets, problems, chosen);
  for (const PlacedText& text : reader.texts("elements")) {
    if (auto selector = checked_selector(text, 0, problems)) chosen.push_back({std::move(*selector), 0});
  }
  const TomlTable& table = *source.value.table();
  if (!find(table, "widgets") && !find(table, "elements")) {
    problems.add(Code::missing_key, source.key_place,
                 name_of(source) + " says neither `widgets` nor `elements`");
  }
  return chosen;
}

}  // namespace caveat::rules
