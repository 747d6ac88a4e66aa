// What to tell an author who wrote a region that does not exist.
#pragma once

#include <string>
#include <string_view>

namespace caveat::rules {

struct RegionAdvice {
  std::string message;     ///< "`UA-34` is no subdivision of Ukraine"
  std::string suggestion;  ///< "Crimea is `UA-43`"; may be empty
};

/// `code` has the form of a code and is none.
RegionAdvice advise_on_code(std::string_view code);

/// For a name in English or another of the notices' languages ("Crimea", "Germany", "Россия"), a code of
/// three letters ("RUS") or with other hyphens ("UA_43"): its code; empty if it is none of these.
std::string advise_on_name(std::string_view name);

/// For a country's name in English, misspelt: its code; empty if no name is near.
std::string advise_on_misspelt_name(std::string_view name);

/// For what looks like an address or a network and is none that rules take.
std::string advise_on_network(std::string_view text);

}  // namespace caveat::rules
