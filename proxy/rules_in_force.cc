#include "proxy/rules_in_force.h"

#include "rules/canonical_url.h"

namespace caveat::proxy {

std::string RulesInForce::lines() const {
  std::string text;
  for (std::size_t i = 0; i < sites_.size(); ++i) text += line(i);
  return text;
}

std::string RulesInForce::line_of(std::string_view host) const {
  const auto name = rules::canonical_site(host);
  const auto site = name ? table_.find(*name) : std::nullopt;
  return site ? line(*site) : std::string();
}

std::string RulesInForce::line(std::size_t site) const {
  return snapshot_.current(site).rules->digest() + " " + sites_[site].name + "\n";
}

}  // namespace caveat::proxy
