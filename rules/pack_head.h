// [pack]: what a pack says of itself as a whole.
#pragma once

#include <string>

#include "rules/calendar.h"

namespace caveat::rules {

struct PackHead {
  std::string file;
  std::string id;
  std::string title;
  std::string owner;
  std::string legal_basis;
  std::string reference;  ///< URL; empty if none
  std::string publisher;  ///< for {publisher}; empty: the site's name
  std::string time_zone = "UTC";
  Validity validity;
  int retired_line = 0;  ///< where it says `retired = true`; 0: it does not

  bool retired() const { return retired_line > 0; }
  /// Whether its rules may apply at any moment that it may be now.
  bool in_force(const TimeSpan& now) const { return !retired() && validity.holds(now); }
};

}  // namespace caveat::rules
