// What the admin server tells of the rules that each site is judged by.
#pragma once

#include <string>
#include <string_view>

#include "proxy/snapshot.h"

namespace caveat::proxy {

/// Safe to use from any thread.
class RulesInForce {
 public:
  /// `snapshot` outlives it, and has sites before anything is asked.
  explicit RulesInForce(const Snapshot& snapshot) : snapshot_(snapshot) {}

  /// A line for each site: the digest of its rule set, a blank, and the site's name.
  std::string lines() const;
  /// The line of the site that `host` belongs to; empty if none has it.
  std::string line_of(std::string_view host) const;

 private:
  const Snapshot& snapshot_;
};

}  // namespace caveat::proxy
