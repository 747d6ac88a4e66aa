// Makes one of a pack's own tests out of what a preview has shown.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "rules/facts.h"
#include "rules/rule_set.h"
#include "studio/api_answer.h"
#include "studio/served_page.h"

namespace caveat::studio {

/// What was previewed, as it was asked for.
struct PreviewedVisit {
  std::string name;  ///< of the test; empty: made of the reader and the page
  std::string url;
  std::string region;  ///< a code; empty if `address` is given
  std::string address;
  std::vector<std::string> languages;
  bool accepted = false;
  bool has_moment = false;  ///< whether it was asked at a moment of its own: that of `facts`
  rules::Facts facts;
  SiteResponse response;
};

/// The text of `pack` with a [[tests]] at its end that asks for the page again and expects what this pack
/// alone makes of it: status, notices with their language, and the kinds of widgets that are gone. Error: 422
/// where the pack has errors or the test cannot be put into its text.
Asked<std::string> with_test_of(const rules::SourceFile& pack, const PreviewedVisit& visit,
                                std::chrono::sys_seconds now);

}  // namespace caveat::studio
