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

/// For a name in English ("Crimea", "Germany"): its code; empty if no region has that name.
std::string advise_on_name(std::string_view name);

}  // namespace caveat::rules
