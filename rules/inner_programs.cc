#include "rules/inner_programs.h"

#include <algorithm>

namespace caveat::rules {

html::ProgramBuilder& InnerPrograms::at(const InnerPlace& place) {
  const auto known = std::find_if(builders_.begin(), builders_.end(),
                                  [&place](const auto& one) { return one.first.text() == place.text(); });
  if (known != builders_.end()) return known->second;
  return builders_.emplace_back(place, html::ProgramBuilder()).second;
}

std::vector<InnerEdits> InnerPrograms::build() {
  std::vector<InnerEdits> all;
  for (auto& [place, builder] : builders_) {
    InnerEdits edits;
    edits.place = place;
    edits.program = builder.build();
    if (!place.pointer) {
      edits.without_inserts = html::ProgramBuilder::without_inserts(*edits.program).build();
    }
    all.push_back(std::move(edits));
  }
  builders_.clear();
  return all;
}

}  // namespace caveat::rules
