#include "rules/region_names.h"

#include <unicode/uloc.h>
#include <unicode/unistr.h>

#include <array>

#include "rules/iso_regions.h"
#include "rules/language_tag.h"

namespace caveat::rules {

namespace {

struct SubdivisionName {
  std::string_view code;
  std::string_view language;
  std::string_view name;
};

constexpr SubdivisionName kNames[] = {
    {"UA-43", "en", "Crimea"},
    {"UA-43", "ru", "Крым"},
    {"UA-43", "uk", "Крим"},
    {"UA-43", "fa", "کریمه"},
    {"UA-43", "de", "Krim"},
    {"UA-43", "fr", "Crimée"},
    {"UA-43", "es", "Crimea"},
    {"UA-43", "pl", "Krym"},
    {"UA-43", "cs", "Krym"},
    {"UA-40", "en", "Sevastopol"},
    {"UA-40", "ru", "Севастополь"},
    {"UA-40", "uk", "Севастополь"},
    {"UA-40", "fa", "سواستوپول"},
    {"UA-40", "de", "Sewastopol"},
    {"UA-40", "fr", "Sébastopol"},
    {"UA-40", "es", "Sebastopol"},
    {"UA-40", "pl", "Sewastopol"},
    {"UA-40", "cs", "Sevastopol"},
    {"UA-14", "en", "Donetsk region"},
    {"UA-14", "ru", "Донецкая область"},
    {"UA-14", "uk", "Донецька область"},
    {"UA-14", "fa", "استان دونتسک"},
    {"UA-14", "de", "Oblast Donezk"},
    {"UA-14", "fr", "oblast de Donetsk"},
    {"UA-14", "es", "óblast de Donetsk"},
    {"UA-14", "pl", "obwód doniecki"},
    {"UA-14", "cs", "Doněcká oblast"},
    {"UA-09", "en", "Luhansk region"},
    {"UA-09", "ru", "Луганская область"},
    {"UA-09", "uk", "Луганська область"},
    {"UA-09", "fa", "استان لوهانسک"},
    {"UA-09", "de", "Oblast Luhansk"},
    {"UA-09", "fr", "oblast de Louhansk"},
    {"UA-09", "es", "óblast de Lugansk"},
    {"UA-09", "pl", "obwód ługański"},
    {"UA-09", "cs", "Luhanská oblast"},
    {"UA-23", "en", "Zaporizhzhia region"},
    {"UA-23", "ru", "Запорожская область"},
    {"UA-23", "uk", "Запорізька область"},
    {"UA-23", "fa", "استان زاپوریژیا"},
    {"UA-65", "en", "Kherson region"},
    {"UA-65", "ru", "Херсонская область"},
    {"UA-65", "uk", "Херсонська область"},
    {"UA-65", "fa", "استان خرسون"},
};

std::string_view subdivision_name(std::string_view subdivision, std::string_view language) {
  const std::string_view iso = iso_code_of(subdivision);
  const std::string_view code = iso.empty() ? subdivision : iso;
  for (const SubdivisionName& entry : kNames) {
    if (entry.code == code && language_holds(entry.language, language)) return entry.name;
  }
  return {};
}

std::string country_name(const std::string& country, const std::string& language) {
  std::array<UChar, 160> name{};
  UErrorCode status = U_ZERO_ERROR;
  const int length = uloc_getDisplayCountry(("und_" + country).c_str(), language.c_str(), name.data(),
                                            static_cast<int>(name.size()), &status);
  if (U_FAILURE(status)) return country;
  std::string out;
  icu::UnicodeString(name.data(), length).toUTF8String(out);
  return out;
}

}  // namespace

std::string region_name(const geoip::Location& location, std::string_view language) {
  if (location.status != geoip::LocationStatus::found || location.country.empty()) return {};
  const std::string_view known = subdivision_name(location.subdivision, language);
  if (!known.empty()) return std::string(known);
  return country_name(location.country, std::string(language));
}

}  // namespace caveat::rules
