// Collects the edits of the HTML inside one response, place by place.
#pragma once

#include <utility>
#include <vector>

#include "rules/decision.h"

namespace caveat::rules {

class InnerPrograms {
 public:
  /// The builder for a place; places that are written alike are one.
  html::ProgramBuilder& at(const InnerPlace& place);
  bool empty() const { return builders_.empty(); }
  /// In the order in which they were first asked for; leaves this empty.
  std::vector<InnerEdits> build();

 private:
  std::vector<std::pair<InnerPlace, html::ProgramBuilder>> builders_;
};

}  // namespace caveat::rules
