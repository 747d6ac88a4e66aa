// [regions.*] that exclude all that they include.
#include <algorithm>

#include "rules/lints/lints.h"
#include "rules/lints/reader_sets.h"

namespace caveat::rules {

void lint_regions(const LintedPack& pack) {
  RegionScopes regions;
  for (const TomlEntry& entry : entries_of(find(pack.document(), "regions"))) {
    const TomlValue* include = find(*entry.value.table(), "include");
    const TomlValue* exclude = find(*entry.value.table(), "exclude");
    if (!exclude || texts_in(*exclude).empty()) continue;
    const auto& named = pack.written.pack.regions;
    const auto region =
        std::find_if(named.begin(), named.end(), [&](const auto& one) { return one->name() == entry.key; });
    if (region == named.end() || !(*region)->asks_for_place_only()) continue;
    const TomlValue name{entry.key, entry.key_place};
    if (regions.perhaps_in(pack.written, {&entry.key, &name}).has_placed()) continue;
    // A region of readers who cannot be placed has no place in it to begin with.
    const std::vector<PlacedText> included = texts_in(*include);
    const bool has_place = std::any_of(included.begin(), included.end(), [&](const PlacedText& part) {
      return regions.perhaps_in(pack.written, part).has_placed();
    });
    if (!has_place) continue;
    pack.problems.add(Code::empty_region, exclude->place,
                      "this takes away every place that " + in_quotes(entry.key) + " includes",
                      "exclude a part of what is included");
  }
}

}  // namespace caveat::rules
