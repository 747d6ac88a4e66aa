// What the admin server tells of the rules that each site is judged by.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "proxy/site_options.h"
#include "proxy/site_table.h"
#include "proxy/snapshot.h"

namespace caveat::proxy {

/// Safe to use from any thread.
class RulesInForce {
 public:
  /// Both outlive it.
  RulesInForce(std::span<const SiteOptions> sites, const Snapshot& snapshot)
      : sites_(sites), table_(sites), snapshot_(snapshot) {}

  /// A line for each site: the digest of its rule set, a blank, and the site's name.
  std::string lines() const;
  /// The line of the site that `host` belongs to; empty if none has it.
  std::string line_of(std::string_view host) const;

 private:
  std::string line(std::size_t site) const;

  std::span<const SiteOptions> sites_;
  SiteTable table_;
  const Snapshot& snapshot_;
};

}  // namespace caveat::proxy
