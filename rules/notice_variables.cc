#include "rules/notice_variables.h"

#include "rules/notice_words.h"
#include "rules/region_names.h"

namespace caveat::rules {

namespace {

constexpr std::string_view kVariables[] = {"publisher", "region",      "reference", "title",
                                           "site",      "legal_basis", "url"};

}  // namespace

std::span<const std::string_view> notice_variables() {
  return kVariables;
}

std::string notice_variable(std::string_view name, const PackHead& pack, const Facts& facts,
                            std::string_view language, std::string_view region_title) {
  if (name == "publisher") return pack.publisher.empty() ? facts.site : pack.publisher;
  if (name == "reference") return pack.reference;
  if (name == "title") return pack.title;
  if (name == "legal_basis") return pack.legal_basis;
  if (name == "site") return facts.site;
  if (name == "url") return "https://" + facts.site + facts.path;
  std::string region = region_name(facts.location, language);
  if (!region.empty()) return region;
  return std::string(region_title.empty() ? unplaced_reader(language) : region_title);
}

void append_variable_source(std::string_view name, const PackHead& pack, const Facts& facts,
                            VariantKey& source) {
  const bool is_site = name == "site" || name == "url" || (name == "publisher" && pack.publisher.empty());
  if (is_site) source += facts.site;
  if (name == "url") source += facts.path;
  if (name != "region" || facts.location.status != geoip::LocationStatus::found) return;
  source += facts.location.country;
  source += '/';
  source += facts.location.subdivision;
}

bool tells_of_reader(std::string_view variable) {
  return variable == "region";
}

}  // namespace caveat::rules
