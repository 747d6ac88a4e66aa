#include <cerrno>
#include <cstring>
#include <fstream>
#include <iostream>
#include <iterator>
#include <optional>

#include "app/exit_codes.h"
#include "app/location_text.h"
#include "app/region_loading.h"
#include "app/rule_loading.h"
#include "app/serve_configuration.h"
#include "app/server_commands.h"
#include "geoip/data/region_data.h"

namespace caveat::app {
namespace {

/// "city.mmdb, 198.51.100.0/24: country.iso_code = UA, subdivisions.0.iso_code = 43"
std::string in_words(const geoip::DatabaseAnswer& answer) {
  std::string words = answer.database + ", " + answer.network;
  for (std::size_t i = 0; i < answer.fields.size(); ++i) {
    words += (i == 0 ? ": " : ", ") + answer.fields[i].first + " = " + answer.fields[i].second;
  }
  return words;
}

void print(const std::string& address, const geoip::Lookup& lookup, const rules::RuleSet* rules) {
  const geoip::Location& location = lookup.location;
  std::cout << address << "  " << location_text(location) << "\n";
  if (!lookup.embedded.empty()) std::cout << "  looked up as " << lookup.embedded << "\n";
  if (!lookup.answered_by.empty()) std::cout << "  answered by  " << lookup.answered_by << "\n";
  if (!lookup.network.empty()) std::cout << "  network      " << lookup.network << "\n";
  for (const auto& [field, value] : lookup.fields)
    std::cout << "  field        " << field << " = " << value << "\n";
  for (const geoip::DatabaseAnswer& answer : lookup.beside)
    std::cout << "  beside       " << in_words(answer) << "\n";
  if (location.anonymous) std::cout << "  anonymous    " << (*location.anonymous ? "yes" : "no") << "\n";
  if (location.autonomous_system) std::cout << "  operator     AS" << *location.autonomous_system << "\n";
  if (rules == nullptr) return;
  const auto regions = rules->regions_of(lookup.location);
  if (regions.empty()) std::cout << "  in region    none of these rules\n";
  for (const std::string& region : regions) std::cout << "  in region    " << region << "\n";
}

/// The data that `caveat serve` takes by the configuration in that file.
std::optional<geoip::LocatorOptions> configured_data_or_complain(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) {
    std::cerr << "caveat: the configuration " << path << " cannot be read: " << std::strerror(errno) << "\n";
    return std::nullopt;
  }
  const std::string text{std::istreambuf_iterator<char>(file), {}};
  std::vector<rules::Diagnostic> diagnostics;
  const auto configuration = parse_serve_configuration(path, text, diagnostics);
  std::cerr << rules::render(diagnostics, rules::DiagnosticFormat::text);
  if (!configuration) return std::nullopt;
  return configuration->regions;
}

std::shared_ptr<const geoip::Locator> locator_or_complain(const GeoArguments& arguments) {
  if (arguments.configuration.empty())
    return open_locator_or_complain(arguments.databases, arguments.overrides);
  const auto data = configured_data_or_complain(arguments.configuration);
  return data ? open_locator_or_complain(*data) : nullptr;
}

}  // namespace

int geo(const GeoArguments& arguments) {
  std::shared_ptr<const rules::RuleSet> rules;
  if (!arguments.rules.empty()) {
    rules = load_rules_or_complain(arguments.rules);
    if (!rules) return kCouldNot;
  }
  const auto locator = locator_or_complain(arguments);
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
  if (arguments.databases.empty() && arguments.configuration.empty())
    std::cout << geoip::region_data::attribution() << "\n";
  return code;
}

}  // namespace caveat::app
