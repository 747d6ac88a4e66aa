// `in`: in which responses a rule edits HTML, and where that stands in them.
#pragma once

#include <vector>

#include "rules/carrier.h"
#include "rules/decision.h"
#include "rules/inner_place.h"

namespace caveat::rules {

struct Reach {
  bool page = true;  ///< pages; of all other responses that are not listed, `non_html` says what they get
  std::vector<InnerPlace> inner;

  /// Whether a response of that kind is edited inside, rather than as a page.
  bool edits_inside(Carrier carrier) const;
  /// What has to be known of a response before it is clear which of these it is.
  Awaits awaits(const Facts& facts) const;
};

/// Of these places, those that a response of that kind has.
std::vector<InnerPlace> inner_places(const Reach& reach, Carrier carrier);

}  // namespace caveat::rules
