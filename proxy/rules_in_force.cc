#include "proxy/rules_in_force.h"

#include <cstddef>

#include "rules/canonical_url.h"

namespace caveat::proxy {
namespace {

std::string line(const Judgement& judgement, std::size_t site) {
  return judgement.rules[site]->digest() + " " + judgement.sites->options().sites[site].name + "\n";
}

}  // namespace

std::string RulesInForce::lines() const {
  const auto judgement = snapshot_.current();
  std::string text;
  for (std::size_t site = 0; site < judgement->rules.size(); ++site) text += line(*judgement, site);
  return text;
}

std::string RulesInForce::line_of(std::string_view host) const {
  const auto judgement = snapshot_.current();
  const auto name = rules::canonical_site(host);
  const auto site = name ? judgement->sites->table().find(*name) : std::nullopt;
  return site ? line(*judgement, *site) : std::string();
}

}  // namespace caveat::proxy
