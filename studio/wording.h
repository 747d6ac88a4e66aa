// The author's language: what the studio's answers say, in English or as its catalogues have it.
#pragma once

#include <boost/json.hpp>
#include <optional>
#include <string>
#include <string_view>

#include "rules/iso_regions.h"
#include "studio/message_catalogue.h"

namespace caveat::studio {

/// Immutable; one a language, which lives as long as the program.
class Wording {
 public:
  /// Russian if an Accept-Language value begins with it; else English.
  static const Wording& in(std::string_view accepted);

  /// `english` in this language, else line by line; as it is where the catalogue has nothing like it.
  std::string say(std::string_view english) const;
  /// Says all texts, and lists of texts, of the members `names` ("message help") in `value` and below it.
  void say_members(boost::json::value& value, std::string_view names) const;

  /// Whether `english` is said in this language; always so in English.
  bool knows(std::string_view english) const;

  std::string_view region_name(const rules::IsoRegion& region) const;

 private:
  Wording() = default;
  static Wording russian();

  std::optional<MessageCatalogue> catalogue_;
};

}  // namespace caveat::studio
