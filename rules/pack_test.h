// One of a pack's own [[tests]], read but not run.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <vector>

namespace caveat::rules {

/// What the author expects of the served page; nothing is expected where a member is empty.
struct PackExpectation {
  std::vector<std::string> notices;  ///< names of notices shown
  std::string language;              ///< of the notices
  std::vector<std::string> removed;  ///< kinds of widgets of which something was removed
  std::vector<std::string> absent;   ///< selectors that must match nothing
  std::vector<std::string> present;  ///< selectors that must match
  std::optional<int> status;
};

struct PackTest {
  std::string name;
  int line = 0;
  std::string reader_region;  ///< as `Location::stated` takes it; empty if an address is given
  std::string reader_address;
  std::optional<std::chrono::sys_seconds> at;
  std::string url;
  std::string page;  ///< a file beside the pack; empty if `html` is given
  std::string html;
  PackExpectation expect;
};

}  // namespace caveat::rules
