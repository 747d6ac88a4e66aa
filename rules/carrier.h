// In what kind of response HTML comes to a reader.
#pragma once

#include <optional>
#include <string_view>

#include "rules/facts.h"

namespace caveat::rules {

enum class Carrier {
  page,  ///< the response is HTML; also whatever is neither a feed nor JSON
  feed,  ///< RSS or Atom: HTML stands in its items
  json   ///< HTML stands in some of its strings
};

/// RSS, whatever its version, and Atom.
bool is_feed_type(std::string_view essence);
/// XML of which only the root element tells whether it is a feed; also what states no type at all.
bool may_be_feed_type(std::string_view essence);
bool is_json_type(std::string_view essence);

/// nullopt as long as `facts` do not tell: the type is not known, or an XML document has not been looked at.
std::optional<Carrier> carrier_of(const Facts& facts);

}  // namespace caveat::rules
