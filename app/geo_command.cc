#include <iostream>

#include "app/commands.h"
#include "app/exit_codes.h"
#include "app/location_text.h"
#include "app/region_loading.h"
#include "app/rule_loading.h"
#include "geoip/data/region_data.h"

namespace caveat::app {
namespace {

void print(const std::string& address, const geoip::Lookup& lookup, const rules::RuleSet* rules) {
  std::cout << address << "  " << location_text(lookup.location) << "\n";
  if (!lookup.answered_by.empty()) std::cout << "  answered by  " << lookup.answered_by << "\n";
  if (!lookup.network.empty()) std::cout << "  network      " << lookup.network << "\n";
  for (const auto& [field, value] : lookup.fields)
    std::cout << "  field        " << field << " = " << value << "\n";
  if (rules == nullptr) return;
  const auto regions = rules->regions_of(lookup.location);
  if (regions.empty()) std::cout << "  in region    none of these rules\n";
  for (const std::string& region : regions) std::cout << "  in region    " << region << "\n";
}

}  // namespace

int geo(const GeoArguments& arguments) {
  std::shared_ptr<const rules::RuleSet> rules;
  if (!arguments.rules.empty()) {
    rules = load_rules_or_complain(arguments.rules);
    if (!rules) return kCouldNot;
  }
  const auto locator = open_locator_or_complain(arguments.database, arguments.overrides);
  if (!locator) return kCouldNot;
  int code = kClean;
  for (const std::string& text : arguments.addresses) {
    const auto address = geoip::Address::parse(text);
    if (address) {
      print(text, locator->explain(*address), rules.get());
    } else {
      std::cerr << "caveat: " << text << " is no IPv4 or IPv6 address\n";
      code = kCouldNot;
    }
  }
  std::cout << "data: " << locator->description() << "\n";
  if (arguments.database.empty()) std::cout << geoip::region_data::attribution() << "\n";
  return code;
}

}  // namespace caveat::app
